"""Quotations as JSON. Internal fields are added for the supplier's own people only, never removed for others."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from rest_framework import serializers

from portal.core.money import CURRENCY_EXPONENTS, Totals
from portal.people.models import Person
from sales_module.catalogue.choices import TaxCategory
from sales_module.quotations.choices import Incoterm, Stage
from sales_module.quotations.models import Decision, LineQuestion, QuotationRevision
from sales_module.quotations.selectors import LineView, ListRow, QuotationPage
from sales_module.quotations.services.drafts import MOST_LINES
from sales_module.quotations.values import LineValues, Terms

CURRENCIES = list(CURRENCY_EXPONENTS)


# --- out -------------------------------------------------------------------------------------------------------------


def money(amount: Any, currency: str) -> dict[str, str]:
    return {"amount": str(amount), "currency": currency}


def totals(found: Totals, currency: str) -> dict[str, Any]:
    return {
        "net": money(found.net, currency),
        "taxes": [
            {
                "category": one.category,
                "rate": str(one.rate),
                "taxable": money(one.taxable, currency),
                "tax": money(one.tax, currency),
            }
            for one in found.taxes
        ],
        "tax": money(found.tax, currency),
        "gross": money(found.gross, currency),
    }


def row_json(row: ListRow) -> dict[str, Any]:
    """One line of a list."""
    return {
        "id": str(row.id),
        "space": str(row.space_id),
        "code": row.code,
        "title": row.title,
        "stage": row.stage,
        "state": row.standing.value,
        "revision": row.revision,
        "net": money(row.net, row.currency),
        "valid_day": row.valid_day.isoformat() if row.valid_day else None,
        "sent_at": row.sent_at,
    }


def page_json(page: QuotationPage) -> dict[str, Any]:
    """A quotation with one of its revisions, as this person may read it."""
    quotation = page.quotation
    return {
        "id": str(quotation.pk),
        "space": str(quotation.space_id),
        "code": quotation.code,
        "title": page.revision.title,
        "stage": page.revision.stage,
        "state": page.standing.value,
        "abilities": sorted(page.abilities),
        "revision": _revision(page),
        "revisions": [
            {"id": str(one.pk), "number": one.number, "state": one.state, "sent_at": one.sent_at}
            for one in page.revisions
        ],
        "decision": decision_json(page.decision, page.revision.currency) if page.decision else None,
        "questions": [question_json(one) for view in page.lines for one in view.questions],
    }


def _revision(page: QuotationPage) -> dict[str, Any]:
    revision = page.revision
    found = {
        "id": str(revision.pk),
        "number": revision.number,
        "state": revision.state,
        **terms_json(revision),
        "lines": [_line(view, revision.currency, internal=page.internal) for view in page.lines],
        "totals": totals(page.sums.base, revision.currency),
        "sent_at": revision.sent_at,
        "content_hash": revision.content_hash,
    }
    if page.is_draft:
        found["version"] = revision.version
    return found


def terms_json(revision: QuotationRevision) -> dict[str, Any]:
    return {
        "currency": revision.currency,
        "valid_day": revision.valid_day.isoformat() if revision.valid_day else None,
        "valid_until": revision.valid_until,
        "valid_zone": revision.valid_zone,
        "incoterm": revision.incoterm,
        "incoterms_edition": revision.incoterms_edition,
        "named_place": revision.named_place,
        "delivery_weeks": revision.delivery_weeks,
        "delivery_time": revision.delivery_time,
        "partial_delivery": revision.partial_delivery,
        "payment_terms": revision.payment_terms,
        "warranty": revision.warranty,
        "intro": revision.intro,
    }


def _line(view: LineView, currency: str, *, internal: bool) -> dict[str, Any]:
    line = view.line
    found = {
        "line_key": str(line.line_key),
        "part_code": line.part_code,
        "description": line.description,
        "quantity": str(line.quantity),
        "unit": line.unit,
        "unit_price": money(line.unit_price, currency),
        "price_base_quantity": str(line.price_base_quantity),
        "discount": str(line.discount),
        "tax_category": line.tax_category,
        "tax_rate": str(line.tax_rate),
        "optional": line.optional,
        "net": money(view.net, currency),
    }
    if internal:
        found["product"] = str(line.product_id) if line.product_id else None
        found["internal_note"] = line.internal_note
        found["cost"] = None if line.cost is None else money(line.cost, currency)
    return found


def question_json(question: LineQuestion) -> dict[str, Any]:
    return {
        "id": str(question.pk),
        "line_key": str(question.line_key),
        "revision": question.revision_number,
        "text": question.text,
        "asked_by": _name(question.asked_by),
        "asked_at": question.asked_at,
        "answer": question.answer,
        "answered_by": _name(question.answered_by),
        "answered_at": question.answered_at,
    }


def decision_json(decision: Decision, currency: str) -> dict[str, Any]:
    return {
        "kind": decision.kind,
        "name": decision.name,
        "reason": decision.reason,
        "purchase_order_number": decision.purchase_order_number,
        "options": decision.options,
        "net": money(decision.net_total, currency),
        "tax": money(decision.tax_total, currency),
        "gross": money(decision.gross_total, currency),
        "content_hash": decision.content_hash,
        "at": decision.at,
    }


def _name(person: Person | None) -> str | None:
    return person.shown_name if person else None


# --- in --------------------------------------------------------------------------------------------------------------


class LineInput(serializers.Serializer[Any]):
    """One line. Without `line_key` it is a new line."""

    line_key = serializers.UUIDField(required=False)
    product_id = serializers.UUIDField(required=False, allow_null=True)
    part_code = serializers.CharField(max_length=60, allow_blank=True, default="")
    description = serializers.CharField(max_length=1000)
    quantity = serializers.DecimalField(max_digits=12, decimal_places=3, default=Decimal(1))
    unit = serializers.CharField(max_length=40, default="pcs")
    unit_price = serializers.DecimalField(max_digits=15, decimal_places=4, min_value=0)
    price_base_quantity = serializers.DecimalField(max_digits=9, decimal_places=3, default=Decimal(1))
    discount = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100, default=Decimal(0))
    tax_category = serializers.ChoiceField(choices=TaxCategory.choices, default=TaxCategory.STANDARD)
    tax_rate = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100)
    optional = serializers.BooleanField(default=False)
    internal_note = serializers.CharField(max_length=500, allow_blank=True, default="")
    cost = serializers.DecimalField(max_digits=15, decimal_places=4, min_value=0, allow_null=True, default=None)


class DraftInput(serializers.Serializer[Any]):
    """The whole draft: what is left out becomes empty."""

    title = serializers.CharField(max_length=150)
    stage = serializers.ChoiceField(choices=Stage.choices, default=Stage.BUDGET)
    currency = serializers.ChoiceField(choices=CURRENCIES, default="EUR")
    valid_day = serializers.DateField(allow_null=True, default=None)
    incoterm = serializers.ChoiceField(choices=Incoterm.choices, allow_blank=True, default="")
    named_place = serializers.CharField(max_length=120, allow_blank=True, default="")
    delivery_weeks = serializers.IntegerField(min_value=0, max_value=1000, allow_null=True, default=None)
    delivery_time = serializers.CharField(max_length=200, allow_blank=True, default="")
    partial_delivery = serializers.BooleanField(default=False)
    payment_terms = serializers.CharField(max_length=300, allow_blank=True, default="")
    warranty = serializers.CharField(max_length=300, allow_blank=True, default="")
    intro = serializers.CharField(max_length=4000, allow_blank=True, default="")
    lines = LineInput(many=True, default=list)


class CreateInput(DraftInput):
    space = serializers.UUIDField()


def draft_of(body: dict[str, Any]) -> tuple[Terms, list[LineValues]]:
    """The checked body as the services take it."""
    terms = {name: value for name, value in body.items() if name not in {"space", "lines"}}
    lines = [LineValues(**{"line_key": uuid4(), **line}) for line in body["lines"]]
    return Terms(**terms), lines


class SeenInput(serializers.Serializer[Any]):
    """Which revision is decided about, as it was read."""

    revision = serializers.UUIDField()
    content_hash = serializers.CharField(max_length=64)
    name = serializers.CharField(max_length=150)


class AcceptInput(SeenInput):
    purchase_order_number = serializers.CharField(max_length=60, allow_blank=True, default="")
    options = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_LINES, default=list)


class DeclineInput(SeenInput):
    reason = serializers.CharField(max_length=2000)


class QuestionInput(serializers.Serializer[Any]):
    line_key = serializers.UUIDField()
    text = serializers.CharField(max_length=2000)


class AnswerInput(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=4000)
