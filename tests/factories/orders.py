"""Orders as an import would bring them."""

from datetime import date
from decimal import Decimal
from typing import Any

from portal.people.models import Organisation
from sales_module.orders.models import Order
from sales_module.orders.services import LineValues, OrderValues, order_save

LINE = LineValues(
    position=1, part_code="B-77", description="Bearing", quantity=Decimal(2), unit_price=Decimal("620.25"),
    line_total=Decimal("1240.50"),
)  # fmt: skip


def order_of(supplier: Organisation, customer: Organisation, key: str, **more: Any) -> Order:
    values: dict[str, Any] = {
        "import_source": "test",
        "import_key": key,
        "number": key,
        "ordered": date(2026, 1, 5),
        "due": date(2026, 2, 2),
        "delivered": date(2026, 2, 1),
        "currency": "EUR",
        "subtotal": Decimal("1240.50"),
    }
    saved = order_save(
        actor=None, supplier=supplier, customer=customer, values=OrderValues(**{**values, **more}), lines=[LINE]
    )
    return saved[0]
