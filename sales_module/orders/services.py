"""Writes of orders. They come from the supplier's order system through an import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from portal.access.organisation_roles import holds
from portal.activity.services import record
from portal.core.errors import Forbidden, InvalidInput
from portal.people.choices import OrganisationRoleName
from portal.people.models import Organisation, Person
from portal.spaces.services import account_space_ensure
from sales_module.orders.choices import Saved
from sales_module.orders.models import Order, OrderLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LineValues:
    """One line as the file says it. `discount` is a percentage, 0-100."""

    position: int
    quantity: Decimal
    unit_price: Decimal
    line_total: Decimal
    part_code: str = ""
    description: str = ""
    discount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderValues:
    """One order as the file says it; (`import_source`, `import_key`) find it again when the import is repeated."""

    import_source: str
    import_key: str
    number: str
    currency: str
    subtotal: Decimal
    ordered: date | None = None
    due: date | None = None
    delivered: date | None = None
    status: str = ""
    freight: Decimal | None = None
    ship_country: str = ""


FIELDS = ("number", "ordered", "due", "delivered", "status", "currency", "subtotal", "freight", "ship_country")
LINE_FIELDS = ("part_code", "description", "quantity", "unit_price", "discount", "line_total")


def order_save(
    *,
    actor: Person | None,
    supplier: Organisation,
    customer: Organisation,
    values: OrderValues,
    lines: Sequence[LineValues] | None = None,
) -> tuple[Order, Saved]:
    """Makes the order or brings it up to date; saving the same again changes and records nothing.

    Args:
        actor: an importer of the supplier; None for the installation itself (the command line).
        lines: all lines of the order; None leaves those already here as they are.
    Raises: Forbidden: the actor is no importer. InvalidInput: the order is known under another customer.
        ValidationError (Django's): a value that does not fit.
    """
    if actor is not None and not holds(actor, OrganisationRoleName.IMPORTER, supplier.pk):
        raise Forbidden
    with transaction.atomic():
        space = account_space_ensure(supplier=supplier, customer=customer)
        key = {"import_source": values.import_source, "import_key": values.import_key}
        order = Order.objects.select_for_update().filter(**key).first() or Order(space=space, **key)
        is_new = order._state.adding
        if order.space_id != space.pk:
            raise InvalidInput(fields={"customer": ["This order is already here under another customer."]})
        fields = _set_changed(order, {name: getattr(values, name) for name in FIELDS})
        if is_new or fields:
            order.full_clean()
            order.save()
        if lines is not None and _save_lines(order, lines):
            fields.append("lines")
        if not is_new and not fields:
            return order, Saved.SAME
        kind = "orders.imported" if is_new else "orders.reimported"
        record(kind, actor=actor, subject=order, space=space, data={} if is_new else {"fields": fields})
    return order, Saved.NEW if is_new else Saved.CHANGED


def _set_changed(row: Any, values: dict[str, Any]) -> list[str]:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _save_lines(order: Order, lines: Sequence[LineValues]) -> bool:
    """Makes the order's lines equal to `lines`; False when they already were."""
    old = {line.position: line for line in order.lines.all()}
    touched = False
    for values in lines:
        line = old.pop(values.position, None) or OrderLine(order=order, position=values.position)
        is_new = line._state.adding
        if _set_changed(line, {name: getattr(values, name) for name in LINE_FIELDS}) or is_new:
            line.full_clean(exclude=["order"])
            line.save()
            touched = True
    if old:
        OrderLine.objects.filter(pk__in=[line.pk for line in old.values()]).delete()
    return touched or bool(old)
