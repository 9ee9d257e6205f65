"""Sums of a quotation. Pure: numbers in, numbers out (docs/algorithms/money.md)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from portal.core.money import PricedLine, Totals, round_amount, total


class Line(Protocol):
    """What a sum needs of a line: of a stored one or of one that is being typed."""

    @property
    def line_key(self) -> UUID: ...
    @property
    def optional(self) -> bool: ...
    @property
    def priced(self) -> PricedLine: ...


@dataclass(frozen=True, slots=True)
class Sums:
    """`base`: what is offered without options; `chosen`: with the ticked ones; `options`: net of each option."""

    base: Totals
    chosen: Totals
    options: dict[UUID, Decimal]


def sums(lines: Iterable[Any], currency: str, ticked: Collection[UUID] = ()) -> Sums:
    """Totals without options and with the `ticked` ones. Keys that name no option of these lines count for nothing.

    Raises: ValueError: unknown currency or a sum no column could hold.
    """
    rows: list[Line] = list(lines)
    base = [row.priced for row in rows if not row.optional]
    chosen = [row.priced for row in rows if row.optional and row.line_key in ticked]
    without = total(base, currency)
    return Sums(
        base=without,
        chosen=total([*base, *chosen], currency) if chosen else without,
        options={row.line_key: row.priced.net(currency) for row in rows if row.optional},
    )


def margin(lines: Iterable[Any], currency: str) -> tuple[Decimal, Decimal] | None:
    """(cost, net − cost) of the lines that are no options; None when the cost of one is not known.

    `cost` is for `price_base_quantity` units, as the price is.
    """
    cost, net = Decimal(0), Decimal(0)
    for row in lines:
        if row.optional:
            continue
        if row.cost is None:
            return None
        cost += round_amount(row.quantity * row.cost / row.price_base_quantity, currency)
        net += row.priced.net(currency)
    return cost, net - cost
