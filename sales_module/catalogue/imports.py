"""What a row of a product file means."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from portal.core.importing.runner import Column, Importer, Outcome
from portal.core.importing.values import to_bool, to_decimal
from portal.people.models import Organisation
from sales_module.catalogue.services import product_save

OUTCOMES = {"created": Outcome.NEW, "changed": Outcome.CHANGED, "unchanged": Outcome.SAME}


def _days(text: str) -> int | None:
    if text and not text.isdigit():
        raise ValueError("is not a number of days")
    return int(text) if text else None


class ProductImporter(Importer):
    """One row is one product; `part_code` is its key. Empty cells of optional columns leave what is there."""

    key = "part_code"
    columns = (
        Column("part_code", ("sku", "product_id", "code"), required=True),
        Column("name", ("product", "product_name"), required=True),
        Column("description"),
        Column("category", ("group",)),
        Column("unit", ("pack",)),
        Column("list_price", ("price", "unit_price"), required=True, read=to_decimal),
        Column("price_base_quantity", ("per",), read=to_decimal),
        Column("currency"),
        Column("standard_cost", ("cost",), read=to_decimal),
        Column("lead_time_days", ("lead_time",), read=_days),
        Column("tax_rate", ("vat",), read=to_decimal),
        Column("discontinued", read=to_bool),
    )

    def __init__(self, source: str, supplier: Organisation) -> None:
        self.source, self.supplier = source, supplier

    def save(self, row: Mapping[str, Any], merge_into: Any = None) -> str:
        values = {name: _rounded(value) for name, value in row.items() if value not in {"", None}}
        saved = product_save(
            actor=None,
            supplier=self.supplier,
            values=values,
            import_source=self.source,
            import_key=row["part_code"],
        )
        return OUTCOMES[saved.outcome]


def _rounded(value: Any) -> Any:
    """12.50 and 12.5 are one price: without this a repeat would see a change."""
    return value.normalize() + Decimal(0) if isinstance(value, Decimal) else value
