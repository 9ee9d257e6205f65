from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.activity.registry import ActivityKind
from portal.help.models import Feedback


def _load(pk: UUID) -> Feedback | None:
    return Feedback.objects.filter(pk=pk).first()


def _url(feedback: Feedback) -> str:
    return reverse("help:feedback_detail", args=[feedback.pk])


KINDS = (
    ActivityKind(
        name="help.feedback_given",
        subject="help.feedback",
        sentence=_("%(actor)s gave feedback about the portal"),
        load=_load,
        url=_url,
        action="answer",
        notify=True,
        mail_sentence=_("%(actor)s gave feedback about the portal."),
    ),
    ActivityKind(
        name="help.feedback_answered",
        subject="help.feedback",
        sentence=_("%(actor)s answered your feedback about the portal"),
        load=_load,
        url=_url,
        notify=True,
        mail_sentence=_("%(actor)s answered your feedback about the portal."),
        audience=lambda feedback, people: [p for p in people if p.pk == feedback.person_id],
    ),
)
