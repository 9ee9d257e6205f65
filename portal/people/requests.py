"""The request as views know it, past the gate: somebody is signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from portal.people.models import Person


class PortalRequest(HttpRequest):
    """For type hints only."""

    user: Person
    htmx: HtmxDetails
