from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.activity.registry import ActivityKind
from portal.spaces.models import Participant
from portal.spaces.registry import space_url


def _load(pk: UUID) -> Participant | None:
    return Participant.objects.select_related("person", "space").filter(pk=pk).first()


def _kind(name: str, sentence: object, *, notify: bool = False, mail: object = None) -> ActivityKind:
    return ActivityKind(
        name=name,
        subject="spaces.participant",
        sentence=sentence,
        load=_load,
        url=lambda participant: space_url(participant.space),
        subject_text=lambda participant: participant.person.shown_name,
        notify=notify,
        mail_sentence=mail,
        fields=("space__id", "space__kind", "person__name", "person__email", "person__job_title"),
        audience=lambda participant, people: [p for p in people if p.pk == participant.person_id],
    )


KINDS = (
    _kind(
        "spaces.participant_added",
        _("%(actor)s brought in %(subject)s"),
        notify=True,
        mail=_("%(actor)s brought you in."),
    ),
    _kind("spaces.participant_changed", _("%(actor)s changed the role of %(subject)s")),
    _kind("spaces.participant_ended", _("%(actor)s ended the access of %(subject)s")),
)
