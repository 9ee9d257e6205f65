"""What the rows of an order file and its file of lines mean."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from portal.core.importing.runner import Column, Importer, Outcome
from portal.core.importing.tables import Table
from portal.core.importing.values import to_decimal
from portal.people.models import Organisation
from sales_module.orders.choices import Saved
from sales_module.orders.services import LineValues, OrderValues, order_save

OUTCOMES = {Saved.NEW: Outcome.NEW, Saved.CHANGED: Outcome.CHANGED, Saved.SAME: Outcome.SAME}


class OrderImporter(Importer):
    """One row is one order; customers must have been imported from the same source. Any date may be empty."""

    columns = (
        Column("key", ("order_id", "order_number", "id"), required=True),
        Column("customer", ("customer_id", "org_id"), required=True),
        Column("ordered", ("order_date",), is_date=True),
        Column("due", ("due_date", "required_date"), is_date=True),
        Column("delivered", ("shipped_or_delivered", "delivery_date", "shipped"), is_date=True),
        Column("status"),
        Column("currency", required=True),
        Column("subtotal", ("amount", "total"), required=True, read=to_decimal),
        Column("freight", read=to_decimal),
        Column("ship_country", ("country",)),
    )

    def __init__(self, source: str, supplier: Organisation, lines: Table | None = None) -> None:
        self.source, self.supplier = source, supplier
        self.lines = None if lines is None else _lines_by_order(lines)

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        self.customers = {
            o.import_key: o for o in Organisation.objects.filter(import_source=self.source).exclude(import_key="")
        }

    def save(self, row: Mapping[str, Any], merge_into: Any = None) -> str:
        customer = self.customers.get(row["customer"])
        if customer is None:
            raise ValueError(f"customer “{row['customer']}” is not known: import organisations first")
        known = {name: value for name, value in row.items() if name not in {"key", "customer"}}
        values = OrderValues(import_source=self.source, import_key=row["key"], number=row["key"], **known)
        lines = None if self.lines is None else [_line(line, cells) for line, cells in self.lines[row["key"]]]
        _order, saved = order_save(actor=None, supplier=self.supplier, customer=customer, values=values, lines=lines)
        return OUTCOMES[saved]


def _lines_by_order(table: Table) -> dict[str, list[tuple[int, dict[str, str]]]]:
    found: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    for line, cells in table.rows:
        found[cells.get("order_id", "")].append((line, cells))
    return found


def _line(line: int, cells: Mapping[str, str]) -> LineValues:
    """Raises: ValueError naming the line of the file of lines. The file's discount is a fraction, ours a percentage."""
    try:
        numbers = {name: to_decimal(cells.get(name, "")) for name in ("quantity", "unit_price", "line_total")}
        missing = [name for name, value in numbers.items() if value is None]
        if missing:
            raise ValueError(f"{missing[0]} is empty")
        discount = _percent(to_decimal(cells.get("discount", "")) or Decimal(0))
        return LineValues(
            position=int(cells.get("line_no", "")),
            part_code=cells.get("product_id", ""),
            description=cells.get("description", ""),
            discount=discount,
            **{name: value for name, value in numbers.items() if value is not None},
        )
    except ValueError as error:
        raise ValueError(f"its lines, line {line}: {error}") from error


def _percent(fraction: Decimal) -> Decimal:
    """0.0500 → 5.00; a fraction finer than the column keeps its digits and is refused by it."""
    exact = fraction * 100
    rounded = exact.quantize(Decimal("0.01"))
    return rounded if rounded == exact else exact
