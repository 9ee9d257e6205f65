from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.activity.registry import ActivityKind
from portal.people.models import Person


def _kind(name: str, sentence: object) -> ActivityKind:
    """Kept for the audit; nobody gets a notice of it."""
    return ActivityKind(
        name=name,
        subject="people.person",
        sentence=sentence,
        load=lambda pk: Person.objects.filter(pk=pk).first(),
        url=lambda person: reverse("people:organisation", args=[person.organisation_id]),
        subject_text=lambda person: person.shown_name,
    )


KINDS = (
    _kind("people.invited", _("%(actor)s invited %(subject)s")),
    _kind("people.removed", _("%(actor)s ended the access of %(subject)s to the portal")),
    _kind("people.role_changed", _("%(actor)s changed the role of %(subject)s in the company")),
    _kind("people.profile_changed", _("%(actor)s changed the own profile")),
    _kind("people.password_set", _("%(actor)s set a new password")),
    _kind("people.signed_in", _("%(actor)s signed in")),
    _kind("people.token_created", _("%(actor)s made an API token")),
    _kind("people.token_revoked", _("%(actor)s revoked an API token")),
)
