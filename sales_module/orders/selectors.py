"""Reads of orders, each through the policy."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from portal.core.errors import NotVisible
from portal.people.models import Person
from portal.spaces.choices import Confidentiality
from sales_module.orders.calculations import OnTime as OnTime  # for those who read orders from outside
from sales_module.orders.choices import OrderFilter
from sales_module.orders.models import Order, OrderLine
from sales_module.orders.policies import order_policy

# An order without both days is compared with nothing in SQL either, so it is in neither group.
ON_TIME = Q(delivered__lte=F("due"))
LATE = Q(delivered__gt=F("due"))
CONDITIONS = {
    OrderFilter.ALL: Q(),
    OrderFilter.OPEN: Q(delivered=None),
    OrderFilter.LATE: LATE,
    OrderFilter.ON_TIME: ON_TIME,
}
COUNTS = {"total": Count("pk"), "on_time": Count("pk", filter=ON_TIME), "late": Count("pk", filter=LATE)}


def order_list(
    *, person: Person, space_id: UUID | None = None, which: OrderFilter = OrderFilter.ALL
) -> QuerySet[Order]:
    """Orders the person may read, the latest ordered first, those without a day last."""
    rows = order_policy.visible(person, space_id=space_id).filter(CONDITIONS[which])
    return rows.order_by(F("ordered").desc(nulls_last=True), "-pk")


def order_get(*, person: Person, pk: UUID, space_id: UUID | None = None) -> Order:
    """One order with its lines. Raises: NotVisible, also for an order of another account than the one named."""
    rows = order_policy.visible(person, space_id=space_id)
    return order_policy.get(person, pk, rows.prefetch_related(Prefetch("lines", OrderLine.objects.all())))


def on_time_summary(*, person: Person, space_id: UUID) -> OnTime:
    """On-time delivery over the orders of one account that the person may read. One query beside the rights."""
    rows = order_policy.visible(person, space_id=space_id)
    return _on_time(rows.aggregate(**COUNTS))


def on_time_by_space(*, person: Person, space_ids: Collection[UUID] | None = None) -> dict[UUID, OnTime]:
    """The same for each account (or those named) that the person takes part in and that has orders. One query."""
    rows = order_policy.visible(person)
    if space_ids is not None:
        rows = rows.filter(space__in=space_ids)
    grouped = rows.order_by().values("space_id").annotate(**COUNTS)
    return {row["space_id"]: _on_time(row) for row in grouped}


def order_counts(*, person: Person, space_id: UUID) -> dict[OrderFilter, int]:
    """How many orders each filter shows. One query beside the rights.

    Raises: NotVisible: the person reads no orders of that account.
    """
    require_reading(person=person, space_id=space_id)
    rows = order_policy.visible(person, space_id=space_id)
    names = {which.name: Count("pk", filter=condition) for which, condition in CONDITIONS.items()}
    found = rows.aggregate(**names)
    return {which: found[which.name] for which in OrderFilter}


def summary_of(counts: Mapping[OrderFilter, int]) -> OnTime:
    """On-time delivery out of the counts of the filters."""
    on_time, late = counts[OrderFilter.ON_TIME], counts[OrderFilter.LATE]
    return OnTime(on_time=on_time, late=late, not_counted=counts[OrderFilter.ALL] - on_time - late)


def may_read(*, person: Person, space_id: UUID) -> bool:
    """Whether the space shows orders to this person at all."""
    return order_policy.can_in_space(person, "view", space_id, Confidentiality.COMMERCIAL)


def require_reading(*, person: Person, space_id: UUID) -> None:
    """Raises: NotVisible: no participant, or not one who reads the commercial class."""
    if not may_read(person=person, space_id=space_id):
        raise NotVisible


def _on_time(counts: Mapping[str, Any]) -> OnTime:
    on_time, late = counts["on_time"], counts["late"]
    return OnTime(on_time=on_time, late=late, not_counted=counts["total"] - on_time - late)
