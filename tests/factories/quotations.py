"""Quotations arranged through the services, with fixed values."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils import timezone

from portal.people.models import Person
from portal.spaces.models import Space
from sales_module.quotations import services
from sales_module.quotations.models import Quotation
from sales_module.quotations.values import LineValues, Terms

SECRET_NOTE = "floor price, never below"
SECRET_COST = Decimal("777.7700")


def line(description: str = "Headbox", price: str = "1000", **values: object) -> LineValues:
    return LineValues(
        **{
            "line_key": uuid4(),
            "description": description,
            "unit_price": Decimal(price),
            "internal_note": SECRET_NOTE,
            "cost": SECRET_COST,
            **values,
        }
    )


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def terms(**values: object) -> Terms:
    return Terms(**{"title": "Headbox for PM 3", "valid_day": in_days(30), **values})


def example_lines() -> list[LineValues]:
    """The worked example of docs/algorithms/money.md, and one option."""
    return [
        line("Headbox", "1999.99", quantity=Decimal(3), discount=Decimal(10), part_code="HB-1"),
        line("Bolts", "12.3456", quantity=Decimal(250), price_base_quantity=Decimal(100)),
        line("Manual", "500", tax_rate=Decimal(14)),
        line("Spare rolls", "100", optional=True),
    ]


def draft_quotation(actor: Person, space: Space, lines: list[LineValues] | None = None, **values: object) -> Quotation:
    return services.quotation_create(
        actor=actor, space_id=space.pk, terms=terms(**values), lines=example_lines() if lines is None else lines
    )


def sent_quotation(actor: Person, space: Space, lines: list[LineValues] | None = None, **values: object) -> Quotation:
    quotation = draft_quotation(actor, space, lines, **values)
    services.quotation_send(actor=actor, quotation=quotation, version=1)
    return Quotation.objects.get(pk=quotation.pk)


def option_key(quotation: Quotation) -> UUID:
    return quotation.current.lines.get(optional=True).line_key
