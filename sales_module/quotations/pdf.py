"""What the PDF of a revision is made from: the frozen content only, never an internal field."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.core.money import CURRENCY_EXPONENTS
from sales_module.quotations.calculations import sums
from sales_module.quotations.content import LINE_NUMBERS, LINE_TEXTS
from sales_module.quotations.models import QuotationRevision
from sales_module.quotations.validity import validity


def pdf_context(revision: QuotationRevision, language: str) -> dict[str, Any]:
    """Variables of templates/pdf/quotation.html. Needs revision.quotation.space with both organisations."""
    quotation = revision.quotation
    lines = list(revision.lines.all())
    offered = sums(lines, revision.currency, [line.line_key for line in lines])
    rows = [
        {
            **{name: getattr(line, name) for name in (*LINE_TEXTS, *LINE_NUMBERS)},
            "position": line.position + 1,
            "net": line.priced.net(revision.currency),
        }
        for line in lines
    ]
    with translation.override(language), timezone.override(ZoneInfo(revision.valid_zone)):
        number = _("Revision %(number)s") % {"number": revision.number}
        valid_until = validity(revision)
    return {
        "revision": number,
        "validity": valid_until,
        "places": CURRENCY_EXPONENTS[revision.currency],
        "title": f"{quotation.code} {revision.title}",
        "project_code": quotation.space.code_name,
        "content_hash": revision.content_hash,
        "quotation": quotation,
        "revision_row": revision,
        "lines": [row for row in rows if not row["optional"]],
        "options": [row for row in rows if row["optional"]],
        "totals": offered.base,
        "with_options": offered.chosen,
        "sender": revision.sent_by,
    }
