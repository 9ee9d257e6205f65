"""Rendered pieces of sent revisions, kept in the memory of the process.

A sent revision never changes, so its pieces are the same for everybody who reads the same fields in the same language.
They are looked up only after the policy has let the reader in, and hold nothing that belongs to one reader.
"""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from threading import Lock

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from sales_module.quotations.models import QuotationRevision
from sales_module.quotations.selectors import LineView

KEPT = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """One line: what it is, and its cells with numbers."""

    what: SafeString
    cells: SafeString


_pieces: OrderedDict[Hashable, list[Piece]] = OrderedDict()
_lock = Lock()


def line_pieces(revision: QuotationRevision, views: Sequence[LineView], *, internal: bool) -> list[Piece]:
    """The rendered pieces of each line, in order. `internal`: with cost and note, for the supplier's own people."""
    if not revision.content_hash:
        return _render(revision, views, internal)
    # The hash covers what the customer reads; the id ties the internal fields to this one revision.
    key = (revision.pk, revision.content_hash, get_language(), internal)
    with _lock:
        if (kept := _pieces.get(key)) is not None:
            _pieces.move_to_end(key)
            return kept
    made = _render(revision, views, internal)
    with _lock:
        _pieces[key] = made
        while len(_pieces) > KEPT:
            _pieces.popitem(last=False)
    return made


def _render(revision: QuotationRevision, views: Sequence[LineView], internal: bool) -> list[Piece]:
    return [
        Piece(
            what=mark_safe(render_to_string("quotations/_line_what.html", context)),  # noqa: S308 - a template's output
            cells=mark_safe(render_to_string("quotations/_line_cells.html", context)),  # noqa: S308 - the same
        )
        for view in views
        for context in [{"line": view.line, "net": view.net, "currency": revision.currency, "internal": internal}]
    ]
