"""Writes: giving feedback and answering it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.activity.services import record
from portal.core.errors import InvalidInput, TooMany
from portal.core.models import lock
from portal.help.choices import LONGEST, FeedbackState
from portal.help.models import Feedback
from portal.help.policies import feedback_policy
from portal.people.models import Person

AN_HOUR = timedelta(hours=1)
AT_MOST_AN_HOUR = 20


def feedback_give(*, actor: Person, text: str, mood: int | None = None, page: str = "") -> Feedback:
    """Feedback to those who look after the portal; they get a notice.

    Raises: InvalidInput: no text, or too much. TooMany: more than 20 in an hour.
    """
    with transaction.atomic():
        recent = Feedback.objects.filter(person=actor, created__gt=timezone.now() - AN_HOUR)
        if recent.count() >= AT_MOST_AN_HOUR:
            raise TooMany(retry_after=int(AN_HOUR.total_seconds()))
        feedback = Feedback(person=actor, text=_text(text, "text"), mood=mood, page=own_path(page))
        feedback.save()
        record("help.feedback_given", actor=actor, subject=feedback)
    return feedback


def feedback_answer(*, actor: Person, feedback: Feedback, answer: str) -> Feedback:
    """The answer, once; the writer gets a notice.

    Raises: NotVisible, Forbidden, WrongState (answered already), InvalidInput (no text, or too much).
    """
    with transaction.atomic():
        feedback = lock(Feedback, feedback.pk)
        feedback_policy.require(actor, "answer", feedback)
        feedback.answer, feedback.state = _text(answer, "answer"), FeedbackState.ANSWERED
        feedback.answered_by, feedback.answered_at = actor, timezone.now()
        feedback.save(update_fields=["answer", "state", "answered_by", "answered_at"])
        record("help.feedback_answered", actor=actor, subject=feedback)
    return feedback


def own_path(page: str) -> str:
    """The path of a page of this portal; "" for anything else."""
    path = page.partition("?")[0].partition("#")[0]
    fine = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if fine and len(path) <= 300 else ""


def _text(text: str, field: str) -> str:
    found = text.replace("\x00", "").strip()
    if not found:
        raise InvalidInput(fields={field: [_("Write something first.")]})
    if len(found) > LONGEST:
        raise InvalidInput(fields={field: [_("At most %(limit)s characters.") % {"limit": LONGEST}]})
    return found
