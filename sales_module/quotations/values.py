"""What a draft is saved from: plain values, whether they come from a page, the API or an import."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from portal.core.money import PricedLine
from sales_module.catalogue.choices import TaxCategory
from sales_module.catalogue.models import Product
from sales_module.quotations.choices import Stage


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The head of a revision. `valid_day`: the last day of validity, in the supplier's zone."""

    title: str
    stage: str = Stage.BUDGET
    currency: str = "EUR"
    valid_day: date | None = None
    incoterm: str = ""
    named_place: str = ""
    delivery_weeks: int | None = None
    delivery_time: str = ""
    partial_delivery: bool = False
    payment_terms: str = ""
    warranty: str = ""
    intro: str = ""


@dataclass(frozen=True, kw_only=True)
class LineValues:
    """One line of a draft. The same `line_key` in the next revision means the same line."""

    line_key: UUID
    description: str
    unit_price: Decimal
    product_id: UUID | None = None
    part_code: str = ""
    quantity: Decimal = Decimal(1)
    unit: str = "pcs"
    price_base_quantity: Decimal = Decimal(1)
    discount: Decimal = Decimal(0)
    tax_category: str = TaxCategory.STANDARD
    tax_rate: Decimal = Decimal("25.5")
    optional: bool = False
    internal_note: str = ""
    cost: Decimal | None = None

    @property
    def priced(self) -> PricedLine:
        return PricedLine(
            quantity=self.quantity,
            unit_price=self.unit_price,
            price_base_quantity=self.price_base_quantity,
            discount=self.discount,
            tax_category=self.tax_category,
            tax_rate=self.tax_rate,
        )


LINE_FIELDS = (
    "product_id", "part_code", "description", "quantity", "unit", "unit_price", "price_base_quantity", "discount",
    "tax_category", "tax_rate", "optional",
)  # fmt: skip
INTERNAL_FIELDS = ("internal_note", "cost")


def line_values_of(line: Any) -> LineValues:
    """A stored line as values, to copy it or to save it again."""
    return LineValues(
        line_key=line.line_key, **{name: getattr(line, name) for name in (*LINE_FIELDS, *INTERNAL_FIELDS)}
    )


def line_from_product(product: Product, *, quantity: Decimal = Decimal(1), with_cost: bool = False) -> LineValues:
    """A new line made from the catalogue. The cost comes along only for who may read it there."""
    return LineValues(
        line_key=uuid4(),
        product_id=product.pk,
        part_code=product.part_code,
        description=product.name,
        quantity=quantity,
        unit=product.unit,
        unit_price=product.list_price,
        price_base_quantity=product.price_base_quantity,
        tax_category=product.tax_category,
        tax_rate=product.tax_rate,
        cost=product.standard_cost if with_cost else None,
    )


def moved(lines: list[LineValues], line_key: UUID, step: int) -> list[LineValues]:
    """The lines with one of them moved up (-1) or down (1)."""
    keys = [line.line_key for line in lines]
    if line_key not in keys:
        return lines
    old = keys.index(line_key)
    new = min(max(old + step, 0), len(lines) - 1)
    rest = lines[:old] + lines[old + 1 :]
    return [*rest[:new], lines[old], *rest[new:]]


def without(lines: list[LineValues], line_key: UUID) -> list[LineValues]:
    return [line for line in lines if line.line_key != line_key]
