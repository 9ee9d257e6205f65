"""What a revision says, in one canonical form: the thing that is hashed, and all a customer ever gets of it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC
from decimal import Decimal
from typing import Any

from sales_module.quotations.calculations import sums
from sales_module.quotations.models import Quotation, QuotationLine, QuotationRevision

FORMAT = 1
TERMS = (
    "currency", "valid_zone", "incoterm", "incoterms_edition", "named_place", "delivery_weeks", "delivery_time",
    "partial_delivery", "payment_terms", "warranty", "intro",
)  # fmt: skip
LINE_TEXTS = ("part_code", "description", "unit", "tax_category", "optional")
LINE_NUMBERS = ("quantity", "unit_price", "price_base_quantity", "discount", "tax_rate")


def content_of(quotation: Quotation, revision: QuotationRevision, lines: Sequence[QuotationLine]) -> dict[str, Any]:
    """Everything the customer is offered, without internal fields. Numbers are texts without needless zeros."""
    offered = sums(lines, revision.currency)
    valid_until = revision.valid_until.astimezone(UTC).isoformat() if revision.valid_until else None
    return {
        "format": FORMAT,
        "quotation": str(quotation.pk),
        "number": quotation.number,
        "revision": revision.number,
        "title": revision.title,
        "stage": revision.stage,
        "valid_until": valid_until,
        **{name: getattr(revision, name) for name in TERMS},
        "lines": [_line(line, revision.currency) for line in lines],
        "totals": {
            "net": _plain(offered.base.net),
            "tax": _plain(offered.base.tax),
            "gross": _plain(offered.base.gross),
        },
    }


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON: sorted names, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _line(line: QuotationLine, currency: str) -> dict[str, Any]:
    return {
        "line_key": str(line.line_key),
        **{name: getattr(line, name) for name in LINE_TEXTS},
        **{name: _plain(getattr(line, name)) for name in LINE_NUMBERS},
        "net": _plain(line.priced.net(currency)),
    }


def _plain(value: Decimal) -> str:
    """The same text for the same number, whatever the database gave back: 12.5 for 12.5000."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
