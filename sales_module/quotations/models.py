"""A quotation, its revisions and lines, the questions on lines, and the customer's decision."""

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models import Blob
from portal.access.models import ObjectGrant
from portal.core.models import AmountField, Entity, UnitPriceField, Versioned
from portal.core.money import PricedLine
from portal.spaces.models import Space
from sales_module.catalogue.choices import CURRENCIES, TaxCategory
from sales_module.catalogue.models import Product
from sales_module.quotations.choices import (
    INCOTERMS_EDITION,
    DecisionState,
    Incoterm,
    RevisionState,
    Stage,
    Standing,
)
from sales_module.quotations.states import standing


class Quotation(Entity):
    """One offer through all its revisions. Title and stage are those of the current revision."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="quotations")
    # Given at the first sending, so that the customer's numbers do not count drafts they cannot see.
    number = models.PositiveIntegerField(null=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.BUDGET)
    decision = models.CharField(max_length=10, choices=DecisionState.choices, default=DecisionState.OPEN)
    # The newest revision that was sent, and the draft of the next; both may be absent.
    current = models.OneToOneField("QuotationRevision", on_delete=models.SET_NULL, null=True, related_name="+")
    draft = models.OneToOneField("QuotationRevision", on_delete=models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # For late joiners it counts from its newest sending.
    counts_from = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "number"], name="quotations_quotation_number"),
            models.CheckConstraint(
                condition=Q(number=None, current=None) | Q(number__isnull=False), name="quotations_quotation_numbered"
            ),
        ]
        indexes = [models.Index(fields=["space", "-id"], name="quotations_by_space")]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """Q-3; "" for what was never sent."""
        return f"Q-{self.number}" if self.number else ""

    @property
    def standing(self) -> Standing:
        return standing(
            revision_state=self.current.state if self.current else None,
            valid_until=self.current.valid_until if self.current else None,
            decision=self.decision,
            now=timezone.now(),
        )


class QuotationGrant(ObjectGrant):
    """Lets one participant past the class check for one quotation."""

    content_object = models.ForeignKey(Quotation, on_delete=models.CASCADE)

    class Meta(ObjectGrant.Meta):
        abstract = False


class QuotationRevision(Entity, Versioned):
    """What is offered. Frozen once sent: only `state` changes after that."""

    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RevisionState.choices, default=RevisionState.DRAFT)
    title = models.CharField(_("title"), max_length=150)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.BUDGET)
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCIES, default="EUR")
    # The instant the validity ends: 24:00 of a day in the supplier's zone.
    valid_until = models.DateTimeField(null=True, blank=True)
    valid_zone = models.CharField(max_length=60, default="Europe/Helsinki")
    incoterm = models.CharField(_("delivery term"), max_length=3, choices=Incoterm.choices, blank=True)
    incoterms_edition = models.CharField(max_length=4, default=INCOTERMS_EDITION)
    named_place = models.CharField(_("named place"), max_length=120, blank=True)
    delivery_weeks = models.PositiveSmallIntegerField(_("delivery time, weeks"), null=True, blank=True)
    delivery_time = models.CharField(_("delivery time in words"), max_length=200, blank=True)
    partial_delivery = models.BooleanField(_("partial delivery allowed"), default=False)
    payment_terms = models.CharField(_("payment terms"), max_length=300, blank=True)
    warranty = models.CharField(_("warranty"), max_length=300, blank=True)
    intro = models.TextField(_("introduction"), max_length=4000, blank=True)
    # Totals without options, kept for lists; pages and decisions compute theirs from the lines.
    net_total = AmountField(default=Decimal(0))
    gross_total = AmountField(default=Decimal(0))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    changed = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    # When it was superseded, withdrawn or marked as expired.
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quotation", "number"], name="quotations_revision_number"),
            models.UniqueConstraint(
                fields=["quotation"], condition=Q(state="draft"), name="quotations_revision_one_draft"
            ),
            models.UniqueConstraint(
                fields=["quotation"], condition=Q(state="sent"), name="quotations_revision_one_sent"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None, content_hash="")
                | ~Q(state="draft") & Q(sent_at__isnull=False, valid_until__isnull=False) & ~Q(content_hash=""),
                name="quotations_revision_frozen",
            ),
        ]
        indexes = [
            models.Index(fields=["valid_until"], condition=Q(state="sent"), name="quotations_revision_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.quotation_id} {self.number}"

    @property
    def valid_day(self) -> date | None:
        """The last day of validity in the supplier's zone."""
        return last_day(self.valid_until, self.valid_zone)

    @property
    def last_moment(self) -> datetime | None:
        """Within the last day of validity: what a list of dates shows, because 24:00 reads as the day after."""
        return self.valid_until - timedelta(seconds=1) if self.valid_until else None

    @property
    def pdf_name(self) -> str:
        """AURORA_Q-3_revision-2.pdf; needs the quotation and its space."""
        return f"{self.quotation.space.code_name}_{self.quotation.code}_revision-{self.number}.pdf"

    @property
    def is_over(self) -> bool:
        return self.valid_until is not None and self.valid_until <= timezone.now()


def end_of_day(day: date, zone: str) -> datetime:
    """24:00 of `day` in `zone`, as an instant."""
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=ZoneInfo(zone))


def last_day(valid_until: datetime | None, zone: str) -> date | None:
    """The day that ends at `valid_until` in `zone`: what end_of_day was given."""
    if valid_until is None:
        return None
    return (valid_until - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


class QuotationLine(Entity):
    """One position of a revision. `line_key` stays the same in every revision the line is carried over to."""

    revision = models.ForeignKey(QuotationRevision, on_delete=models.CASCADE, related_name="lines")
    line_key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    part_code = models.CharField(_("part code"), max_length=60, blank=True)
    description = models.CharField(_("description"), max_length=1000)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=3, default=Decimal(1))
    unit = models.CharField(_("unit"), max_length=40, default="pcs")
    unit_price = UnitPriceField(_("price"))
    price_base_quantity = models.DecimalField(_("price is for"), max_digits=9, decimal_places=3, default=Decimal(1))
    discount = models.DecimalField(_("discount, %"), max_digits=5, decimal_places=2, default=Decimal(0))
    tax_category = models.CharField(
        _("tax category"), max_length=2, choices=TaxCategory.choices, default=TaxCategory.STANDARD
    )
    tax_rate = models.DecimalField(_("tax rate, %"), max_digits=5, decimal_places=2, default=Decimal("25.5"))
    # An option: not in the totals until the customer ticks it.
    optional = models.BooleanField(_("option"), default=False)
    # Own side only: never in what the customer gets (content.py).
    internal_note = models.CharField(_("internal note"), max_length=500, blank=True)
    cost = UnitPriceField(_("cost"), null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "line_key"], name="quotations_line_key"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="quotations_line_quantity"),
            models.CheckConstraint(condition=Q(unit_price__gte=0), name="quotations_line_unit_price"),
            models.CheckConstraint(condition=Q(price_base_quantity__gt=0), name="quotations_line_base_quantity"),
            models.CheckConstraint(condition=Q(discount__gte=0, discount__lte=100), name="quotations_line_discount"),
            models.CheckConstraint(condition=Q(tax_rate__gte=0, tax_rate__lte=100), name="quotations_line_tax_rate"),
        ]
        indexes = [models.Index(fields=["revision", "position"], name="quotations_line_order")]

    def __str__(self) -> str:
        return self.description

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


class LineQuestion(Entity):
    """A customer's question on one line, with at most one answer; more is asked as a new question."""

    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="questions")
    line_key = models.UUIDField()
    revision_number = models.PositiveIntegerField()
    text = models.TextField(_("question"), max_length=2000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="quotations_question_answered",
            )
        ]
        indexes = [
            models.Index(fields=["quotation", "asked_at"], name="quotations_question_order"),
            models.Index(fields=["quotation"], condition=Q(answered_at=None), name="quotations_question_open"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Decision(Entity):
    """The customer's yes or no to one revision, with what they saw. Never changed."""

    revision = models.OneToOneField(QuotationRevision, on_delete=models.CASCADE, related_name="customer_decision")
    kind = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in (DecisionState.ACCEPTED, DecisionState.DECLINED)]
    )
    name = models.CharField(_("name"), max_length=150)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    purchase_order_number = models.CharField(_("purchase order number"), max_length=60, blank=True)
    options = models.JSONField(default=list)
    net_total = AmountField()
    tax_total = AmountField()
    gross_total = AmountField()
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="accepted") | Q(kind="declined") & ~Q(reason=""), name="quotations_decision_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.revision_id}"


class RevisionPdf(Entity):
    """The PDF of a sent revision in one language. Its bytes never change."""

    revision = models.ForeignKey(QuotationRevision, on_delete=models.CASCADE, related_name="pdfs")
    language = models.CharField(max_length=10)
    blob = models.ForeignKey(Blob, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "language"], name="quotations_pdf_language")]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.language}"
