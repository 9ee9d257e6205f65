"""The lines of a quotation as one reader sees them: frozen pieces, and what belongs to the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.people.requests import PortalRequest
from sales_module.quotations.frozen import Piece, line_pieces
from sales_module.quotations.selectors import LineView, QuotationPage

# Stands for the key of a line in the form that is rendered once for all lines.
ANY_LINE = "00000000-0000-4000-8000-000000000000"
NO_FORM = SafeString()


@dataclass(frozen=True, slots=True)
class LineRow:
    """`ask`: the form to ask about the line, "" for who may not; `refused`: its last question was not taken."""

    view: LineView
    piece: Piece
    ask: SafeString
    refused: bool

    @property
    def key(self) -> str:
        return str(self.view.line.line_key)

    @property
    def optional(self) -> bool:
        return self.view.line.optional


def line_rows(request: PortalRequest, page: QuotationPage, refused: Mapping[str, Any] | None = None) -> list[LineRow]:
    """`refused`: line_key, text and error of a question that was not taken."""
    pieces = line_pieces(page.revision, page.lines, internal=page.internal)
    form = _ask_form(request, page, ANY_LINE) if page.is_current and "ask" in page.abilities else NO_FORM
    rows = []
    for view, piece in zip(page.lines, pieces, strict=True):
        key = view.line.line_key
        if form and refused is not None and refused["line_key"] == key:
            rows.append(LineRow(view, piece, _ask_form(request, page, key, refused), refused=True))
        else:
            own = mark_safe(form.replace(ANY_LINE, str(key)))  # noqa: S308 - a rendered form, a UUID put in
            rows.append(LineRow(view, piece, own, refused=False))
    return rows


def _ask_form(
    request: PortalRequest, page: QuotationPage, line_key: str | UUID, refused: Mapping[str, Any] | None = None
) -> SafeString:
    context = {"quotation": page.quotation, "line_key": line_key, "form_key": uuid4(), "refused": refused}
    return mark_safe(render_to_string("quotations/_ask.html", context, request))  # noqa: S308 - a template's output
