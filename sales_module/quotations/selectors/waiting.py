"""What waits for somebody, for Home and the room of a space."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from portal.access.prepared import prepared
from portal.access.rights import SpaceRights, rights_everywhere
from portal.people.models import Person
from portal.spaces.choices import Side
from sales_module.quotations.choices import DecisionState, RevisionState
from sales_module.quotations.models import (
    LineQuestion,
    Quotation,
)
from sales_module.quotations.policies import (
    quotation_policy,
)


def open_for_decision(*, person: Person) -> list[Quotation]:
    """Open offers anywhere that the person may see and whose validity has not ended, soonest end first. One query."""
    return _open_offers(person=person, now=timezone.now())


@prepared
def _open_offers(person: Person, now: datetime) -> QuerySet[Quotation]:
    rows = quotation_policy.visible(person).filter(
        current__state=RevisionState.SENT, current__valid_until__gt=now, decision=DecisionState.OPEN
    )
    return rows.select_related("current").order_by("current__valid_until", "pk")[:100]


def may_decide_in(person: Person) -> set[UUID]:
    """Spaces where the person stands on the customer's side with the right to decide by role."""
    return {pk for pk, rights in rights_everywhere(person).items() if _decides(rights)}


def _decides(rights: SpaceRights) -> bool:
    rule = quotation_policy.rules["accept"]
    return rights.side == Side.CUSTOMER and rights.has(rule.right, "commercial")


def questions_to_answer(*, person: Person) -> list[LineQuestion]:
    """Questions without an answer on quotations where the person may answer, oldest first. One query."""
    return _questions_to_answer(person=person)


@prepared
def _questions_to_answer(person: Person) -> QuerySet[LineQuestion]:
    rows = LineQuestion.objects.filter(
        answered_at=None, quotation__in=quotation_policy.visible(person, "answer").values("pk")
    )
    return rows.select_related("quotation").order_by("asked_at", "pk")[:50]


def waiting_in_space(*, person: Person, space_id: UUID) -> list[Quotation]:
    """Quotations of one space that wait for either side, with `unanswered` questions each. One query."""
    return _waiting_in_space(person=person, space_id=space_id, now=timezone.now())


@prepared
def _waiting_in_space(person: Person, space_id: UUID, now: datetime) -> QuerySet[Quotation]:
    is_open = Q(current__state=RevisionState.SENT, current__valid_until__gt=now, decision=DecisionState.OPEN)
    unanswered = Count("questions", filter=Q(questions__answered_at=None, questions__id__isnull=False))
    rows = quotation_policy.visible(person, space_id=space_id).annotate(unanswered=unanswered)
    return rows.filter(is_open | Q(unanswered__gt=0)).select_related("current").order_by("current__valid_until", "pk")
