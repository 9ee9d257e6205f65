"""The two mails that carry a secret link. The secret is made when the mail is, so that none waits in a queue."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.jobs.errors import NotYet
from portal.jobs.models import Job
from portal.people.models import Person
from portal.people.services import invitation_create

NO_MAIL = gettext_noop("No mail server is set.")


def send_invitation(job: Job) -> None:
    """Who brought the person in, and the link to set a password."""
    person = _receiver(job)
    if person is not None:
        _send(job, person, "people/mails/invitation.txt", lambda: _("You are invited to %s") % settings.PORTAL_NAME)


def send_reset(job: Job) -> None:
    """The link to set a new password. Nothing happens for an address nobody has."""
    person = _receiver(job)
    if person is not None:
        _send(job, person, "people/mails/reset.txt", lambda: _("Set a new password for %s") % settings.PORTAL_NAME)


def _receiver(job: Job) -> Person | None:
    if not settings.PORTAL_CAN_MAIL:
        raise NotYet(NO_MAIL)
    person_id = str(job.args["person"])
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    # Asked again now: the person may have been removed since.
    return person if person is not None and person.may_sign_in and person.email else None


def _send(job: Job, person: Person, template: str, subject: object) -> None:
    secret = invitation_create(person=person, made_by=job.asked_by)
    with translation.override(person.language):
        context = {
            "person": person,
            "asked_by": job.asked_by,
            "organisation": job.asked_by.organisation if job.asked_by else None,
            "portal": settings.PORTAL_NAME,
            "link": settings.PORTAL_BASE_URL + reverse("people:invitation", args=[secret]),
            "ask_again": settings.PORTAL_BASE_URL + reverse("people:reset"),
        }
        # A name may hold a line break; a header may not.
        heading = " ".join(subject().split())  # type: ignore[operator]
        body = render_to_string(template, context)
    host = urlsplit(settings.PORTAL_BASE_URL).hostname
    mail = EmailMessage(heading, body, to=[str(person.email)], headers={"Message-ID": f"<{job.pk}@{host}>"})
    mail.send()
