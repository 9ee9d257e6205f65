"""Arithmetic of money: Decimal, half up, one rounding function (EN 16931, ISO 4217)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# The currencies a quotation may be written in; those with more than two decimals are refused for now.
CURRENCY_EXPONENTS = {
    "EUR": 2, "USD": 2, "GBP": 2, "SEK": 2, "NOK": 2, "DKK": 2, "CHF": 2, "PLN": 2, "CZK": 2, "CAD": 2, "AUD": 2,
    "BRL": 2, "CNY": 2, "INR": 2, "IDR": 2, "THB": 2, "JPY": 0, "KRW": 0, "CLP": 0, "VND": 0,
}  # fmt: skip
LARGEST_AMOUNT = Decimal("999999999999.99")
HUNDRED = Decimal(100)


def round_amount(amount: Decimal, currency: str) -> Decimal:
    """`amount` rounded half up to the currency's smallest unit.

    Raises: ValueError: a currency that is not in the list, or an amount no column could hold.
    """
    try:
        exponent = CURRENCY_EXPONENTS[currency]
    except KeyError:
        raise ValueError(f"unknown currency {currency!r}") from None
    if not amount.is_finite() or abs(amount) > LARGEST_AMOUNT:
        raise ValueError("amount out of range")
    return amount.quantize(Decimal(1).scaleb(-exponent), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class PricedLine:
    """What a line needs to be summed. `discount` and `tax_rate` are percentages (0-100)."""

    quantity: Decimal
    unit_price: Decimal
    price_base_quantity: Decimal
    discount: Decimal
    tax_category: str
    tax_rate: Decimal

    def net(self, currency: str) -> Decimal:
        """Line net amount, rounded per line: quantity × price ÷ base quantity × (1 − discount)."""
        gross = self.quantity * self.unit_price / self.price_base_quantity
        return round_amount(gross * (HUNDRED - self.discount) / HUNDRED, currency)


@dataclass(frozen=True, slots=True)
class TaxSubtotal:
    category: str
    rate: Decimal
    taxable: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a document, all in one currency. `gross` = `net` + `tax`."""

    net: Decimal
    taxes: tuple[TaxSubtotal, ...]
    tax: Decimal
    gross: Decimal


def total(lines: Iterable[PricedLine], currency: str) -> Totals:
    """Totals by EN 16931: line nets rounded, tax computed once per (category, rate) on the sum of nets.

    Raises: ValueError: unknown currency or a sum out of range.
    Source: EN 16931-1 §6.4, rules BR-CO-10 to BR-CO-15 and BR-S-08 and its kin.
    """
    nets: dict[tuple[str, Decimal], Decimal] = {}
    for line in lines:
        key = (line.tax_category, line.tax_rate)
        nets[key] = nets.get(key, Decimal(0)) + line.net(currency)
    taxes = tuple(
        TaxSubtotal(category, rate, taxable, round_amount(taxable * rate / HUNDRED, currency))
        for (category, rate), taxable in sorted(nets.items())
    )
    net = round_amount(sum((t.taxable for t in taxes), Decimal(0)), currency)
    tax = round_amount(sum((t.tax for t in taxes), Decimal(0)), currency)
    return Totals(net=net, taxes=taxes, tax=tax, gross=round_amount(net + tax, currency))
