"""Questions on lines and their answers."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.activity.services import record
from portal.core.errors import InvalidInput, NotVisible, WrongState
from portal.core.models import lock
from portal.people.models import Person
from sales_module.quotations.models import LineQuestion, Quotation
from sales_module.quotations.policies import quotation_policy

MOST_OPEN = 50


def question_ask(*, actor: Person, quotation: Quotation, line_key: UUID, text: str) -> LineQuestion:
    """Asks about one line of the current revision; the supplier's readers are told.

    Raises: NotVisible, Forbidden, WrongState. InvalidInput: no text, or no such line, or too many wait already.
    """
    with transaction.atomic():
        quotation = lock(Quotation, quotation.pk)
        quotation_policy.require(actor, "ask", quotation)
        current = quotation.current
        if current is None:
            raise WrongState
        if not text.strip():
            raise InvalidInput(fields={"text": [_("Write the question.")]})
        if not current.lines.filter(line_key=line_key).exists():
            raise InvalidInput(fields={"line_key": [_("This line is not part of the current revision.")]})
        if quotation.questions.filter(answered_at=None).count() >= MOST_OPEN:
            raise InvalidInput(_("Many questions wait for an answer already. Wait for the first answers."))
        question = LineQuestion.objects.create(
            quotation=quotation,
            line_key=line_key,
            revision_number=current.number,
            text=text.strip()[:2000],
            asked_by=actor,
        )
        record(
            "quotations.question_asked",
            actor=actor,
            subject=quotation,
            space=quotation.space,
            data={"question": str(question.pk)},
        )
    return question


def question_answer(*, actor: Person, quotation: Quotation, question_id: UUID, text: str) -> LineQuestion:
    """Answers a question, once; the asker's side is told.

    Raises: NotVisible, Forbidden. WrongState: answered already. InvalidInput: no text.
    """
    with transaction.atomic():
        quotation = lock(Quotation, quotation.pk)
        quotation_policy.require(actor, "answer", quotation)
        question = quotation.questions.filter(pk=question_id).first()
        if question is None:
            raise NotVisible
        if question.answered_at is not None:
            raise WrongState(_("Someone else answered this question already."))
        if not text.strip():
            raise InvalidInput(fields={"text": [_("Write the answer.")]})
        question.answer, question.answered_by, question.answered_at = text.strip()[:4000], actor, timezone.now()
        question.save(update_fields=["answer", "answered_by", "answered_at"])
        record(
            "quotations.question_answered",
            actor=actor,
            subject=quotation,
            space=quotation.space,
            data={"question": str(question.pk)},
        )
    return question
