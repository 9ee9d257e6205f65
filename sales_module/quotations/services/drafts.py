"""Writing a draft: the supplier's side, seen by nobody else until it is sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.policy import space_of
from portal.access.rights import fresh, rights_in
from portal.activity.services import record
from portal.core.errors import InvalidInput, NotVisible, WrongState
from portal.core.models import lock
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, SpaceKind
from sales_module.catalogue.choices import TaxCategory
from sales_module.catalogue.models import Product
from sales_module.catalogue.policies import product_policy
from sales_module.quotations.calculations import sums
from sales_module.quotations.choices import INCOTERMS_EDITION
from sales_module.quotations.models import Quotation, QuotationLine, QuotationRevision, end_of_day
from sales_module.quotations.policies import quotation_policy, sees_internal
from sales_module.quotations.values import (
    INTERNAL_FIELDS,
    LINE_FIELDS,
    LineValues,
    Terms,
    line_from_product,
    line_values_of,
)

MOST_LINES = 120
TERM_FIELDS = (
    "title", "stage", "currency", "incoterm", "named_place", "delivery_weeks", "delivery_time", "partial_delivery",
    "payment_terms", "warranty", "intro",
)  # fmt: skip


def quotation_create(*, actor: Person, space_id: UUID, terms: Terms, lines: Sequence[LineValues] = ()) -> Quotation:
    """A new quotation with its first draft.

    Raises: NotVisible, Forbidden: the actor may not add here. InvalidInput: by field, lines as "lines.<index>.<field>".
    """
    with transaction.atomic():
        quotation_policy.require_in_space(actor, "create", space_id, Confidentiality.COMMERCIAL)
        space = space_of(space_id)
        if space.kind != SpaceKind.PROJECT:
            raise NotVisible
        quotation = Quotation.objects.create(space=space, title=terms.title[:150], stage=terms.stage, created_by=actor)
        draft = QuotationRevision(quotation=quotation, number=1)
        _apply(draft, terms, lines, actor)
        quotation.draft = draft
        quotation.save(update_fields=["draft"])
        record("quotations.created", actor=actor, subject=quotation, space=space)
    return quotation


def draft_save(
    *, actor: Person, quotation: Quotation, version: int, terms: Terms, lines: Sequence[LineValues]
) -> QuotationRevision:
    """Saves the draft as a whole: its lines become `lines`, in that order, found again by their keys.

    Internal fields are kept as they are when the actor may not read them.
    Raises: NotVisible, Forbidden, WrongState (no draft). StaleVersion: someone saved first. InvalidInput, by field.
    """
    with transaction.atomic():
        quotation, draft = lock_draft(actor, "edit", quotation, version)
        if not _sees_internal(actor, quotation):
            lines = _with_stored_internal(lines, draft)
        _apply(draft, terms, lines, actor)
        if quotation.current_id is None:
            quotation.title, quotation.stage = draft.title, draft.stage
            quotation.save(update_fields=["title", "stage"])
        record("quotations.draft_saved", actor=actor, subject=quotation, space=quotation.space)
    return draft


def line_of_product(*, actor: Person, product: Product, currency: str) -> LineValues:
    """A new line made from the catalogue, to be saved with the draft. The cost comes along for who may read it there.

    Raises: NotVisible: the product. InvalidInput: its price is in another currency.
    """
    product_policy.require(actor, "view", product)
    if product.currency != currency:
        words = {"code": product.part_code, "other": product.currency, "currency": currency}
        raise InvalidInput(_("%(code)s is priced in %(other)s. This quotation is in %(currency)s.") % words)
    return line_from_product(product, with_cost=product_policy.can(actor, "read_cost", product))


def new_revision(*, actor: Person, quotation: Quotation) -> QuotationRevision:
    """A draft of the next revision, as a copy of the current one with the same line keys.

    Raises: NotVisible, Forbidden, WrongState: there is a draft already, or the quotation was accepted.
    """
    with transaction.atomic():
        quotation = lock(Quotation, quotation.pk)
        quotation_policy.require(actor, "revise", quotation)
        old = quotation.current
        if old is None:
            raise WrongState
        last = quotation.revisions.aggregate(last=Max("number"))["last"]
        draft = QuotationRevision(quotation=quotation, number=last + 1)
        terms = terms_of(old, valid_day=None if old.is_over else old.valid_day)
        _apply(draft, terms, [line_values_of(row) for row in old.lines.all()], actor)
        quotation.draft = draft
        quotation.save(update_fields=["draft"])
        record("quotations.revised", actor=actor, subject=quotation, space=quotation.space)
    return draft


def lock_draft(actor: Person, action: str, quotation: Quotation, version: int) -> tuple[Quotation, QuotationRevision]:
    """The quotation and its draft, locked, allowed and as the actor read it.

    Raises: NotVisible, Forbidden, WrongState, StaleVersion.
    """
    quotation = lock(Quotation, quotation.pk)
    quotation_policy.require(actor, action, quotation)
    draft = quotation.draft
    if draft is None:
        raise WrongState
    draft.check_version(version)
    return quotation, draft


def terms_of(revision: QuotationRevision, **changed: Any) -> Terms:
    """The head of a stored revision, to copy it or to save it again."""
    values = {name: getattr(revision, name) for name in TERM_FIELDS} | {"valid_day": revision.valid_day}
    return Terms(**(values | changed))


def _sees_internal(actor: Person, quotation: Quotation) -> bool:
    with fresh():
        rights = rights_in(actor, quotation.space_id)
    return rights is not None and sees_internal(rights)


def _with_stored_internal(lines: Sequence[LineValues], draft: QuotationRevision) -> list[LineValues]:
    """The lines with the internal fields the draft has now, for an actor who cannot have read them."""
    stored = {row.line_key: row for row in draft.lines.all()}
    empty = QuotationLine()
    return [
        replace(line, **{name: getattr(stored.get(line.line_key, empty), name) for name in INTERNAL_FIELDS})
        for line in lines
    ]


def _apply(draft: QuotationRevision, terms: Terms, lines: Sequence[LineValues], actor: Person) -> None:
    """Writes head, lines and totals. Raises: InvalidInput, by field; then nothing stays written (the transaction)."""
    for name in TERM_FIELDS:
        setattr(draft, name, getattr(terms, name))
    draft.incoterms_edition = INCOTERMS_EDITION
    draft.valid_zone = settings.PORTAL_TIME_ZONE
    draft.valid_until = _end_of(terms.valid_day, draft.valid_zone)
    draft.changed_by, draft.changed = actor, timezone.now()
    rows = [_row(position, values) for position, values in enumerate(lines)]
    _check(draft, rows)
    is_new = draft._state.adding
    draft.version += 0 if is_new else 1
    draft.save()
    stored = {} if is_new else {row.line_key: row.pk for row in draft.lines.only("pk", "line_key")}
    for row in rows:
        row.revision = draft
        row.pk = stored.get(row.line_key, row.pk)
    QuotationLine.objects.filter(revision=draft).exclude(line_key__in=[row.line_key for row in rows]).delete()
    known = [row for row in rows if row.line_key in stored]
    QuotationLine.objects.bulk_update(known, [*_column_names(), "position"])
    QuotationLine.objects.bulk_create([row for row in rows if row.line_key not in stored])


def _end_of(day: date | None, zone: str) -> Any:
    try:
        return end_of_day(day, zone) if day else None
    except OverflowError:
        raise InvalidInput(fields={"valid_day": [_("Enter an earlier date.")]}) from None


def _row(position: int, values: LineValues) -> QuotationLine:
    fields = {name: getattr(values, name) for name in (*LINE_FIELDS, *INTERNAL_FIELDS)}
    return QuotationLine(line_key=values.line_key, position=position, **fields)


def _column_names() -> list[str]:
    return ["product" if name == "product_id" else name for name in (*LINE_FIELDS, *INTERNAL_FIELDS)]


def _check(draft: QuotationRevision, rows: list[QuotationLine]) -> None:
    """Raises: InvalidInput with every field that does not fit, and what does not fit together."""
    errors: dict[str, list[Any]] = {}
    try:
        draft.full_clean(
            exclude=["quotation", "changed_by", "sent_by"], validate_unique=False, validate_constraints=False
        )
    except ValidationError as error:
        errors |= error.message_dict
    if draft.incoterm and not draft.named_place.strip():
        errors["named_place"] = [_("Name the place that belongs to the delivery term.")]
    if len(rows) > MOST_LINES:
        errors["lines"] = [_("A quotation has at most %(most)s lines.") % {"most": MOST_LINES}]
    if len({row.line_key for row in rows}) != len(rows):
        errors["lines"] = [_("A line is there twice.")]
    for index, row in enumerate(rows):
        errors |= {f"lines.{index}.{name}": messages for name, messages in _line_errors(row).items()}
    if not errors:
        try:
            offered = sums(rows, draft.currency, [row.line_key for row in rows])
        except ValueError:
            errors["lines"] = [_("The sum is too large.")]
        else:
            draft.net_total, draft.gross_total = offered.base.net, offered.base.gross
    if errors:
        raise InvalidInput(fields=errors)


def _line_errors(row: QuotationLine) -> dict[str, list[Any]]:
    errors: dict[str, list[Any]] = {}
    try:
        row.full_clean(exclude=["revision", "product"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return dict(error.message_dict)
    for name in ("quantity", "price_base_quantity"):
        if getattr(row, name) <= 0:
            errors[name] = [_("Enter a number above 0.")]
    for name in ("unit_price", "cost"):
        if (getattr(row, name) or 0) < 0:
            errors[name] = [_("Enter 0 or more.")]
    for name in ("discount", "tax_rate"):
        if not 0 <= getattr(row, name) <= 100:
            errors[name] = [_("Enter a percentage from 0 to 100.")]
    if row.tax_category != TaxCategory.STANDARD and row.tax_rate:
        errors["tax_rate"] = [_("Only the standard rate has a percentage. Enter 0.")]
    return errors
