"""The co-operation plan two companies keep together, row by row, and the history of every row."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coop_plan.plans.choices import ActionState, ClockKind, Month, RowKind, StatementKind
from documents.models import Blob
from portal.core.models import Entity, Versioned
from portal.spaces.choices import Side
from portal.spaces.models import Space


class CoopPlan(Versioned):
    """One plan; its space is its key."""

    space = models.OneToOneField(Space, on_delete=models.CASCADE, primary_key=True, related_name="coop_plan")
    created = models.DateTimeField(auto_now_add=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    horizon_months = models.PositiveSmallIntegerField(
        _("how many months it looks ahead"), default=24, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    vision = models.TextField(_("shared vision"), max_length=4000, blank=True)
    # The customer's word that both companies keep this plan here. By name: who agrees need not be a person here.
    agreed_by = models.CharField(_("who agreed at the customer"), max_length=150)
    agreed_on = models.DateField(_("agreed on"))
    agreement_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    row_kind: ClassVar[RowKind] = RowKind.PLAN

    def __str__(self) -> str:
        return self.name

    @property
    def plan_id(self) -> UUID:
        """The plan counts as a row of itself, so that its texts are saved and told like any other row's."""
        return self.pk


class PlanRow(Entity, Versioned):
    """What all rows share. A removed row stays, so that it can come back and its history stays readable."""

    plan = models.ForeignKey(CoopPlan, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    removed = models.DateTimeField(null=True, editable=False)

    row_kind: ClassVar[RowKind]

    class Meta:
        abstract = True
        ordering: ClassVar[Any] = ["position", "id"]

    @property
    def anchor(self) -> str:
        return f"{self.row_kind}-{self.pk}"


class Statement(PlanRow):
    """What one side puts first, wants to become, or expects of the other. Only that side writes it."""

    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=StatementKind.choices)
    text = models.TextField(_("text"), max_length=1000)

    row_kind = RowKind.STATEMENT

    class Meta(PlanRow.Meta):
        indexes: ClassVar[Any] = [models.Index(fields=["plan", "position"], name="plans_statement_order")]

    def __str__(self) -> str:
        return self.text


class Objective(PlanRow):
    title = models.CharField(_("objective"), max_length=200)
    measure = models.CharField(_("measure"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=15, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=15, decimal_places=4, null=True, blank=True)
    actual = models.DecimalField(_("actual"), max_digits=15, decimal_places=4, null=True, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)

    row_kind = RowKind.OBJECTIVE

    class Meta(PlanRow.Meta):
        indexes: ClassVar[Any] = [models.Index(fields=["plan", "position"], name="plans_objective_order")]

    def __str__(self) -> str:
        return self.title


class Action(PlanRow):
    objective = models.ForeignKey(
        Objective, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("objective")
    )
    title = models.CharField(_("action"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ActionState.choices, default=ActionState.OPEN)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0, validators=[MaxValueValidator(100)])

    row_kind = RowKind.ACTION

    class Meta(PlanRow.Meta):
        indexes: ClassVar[Any] = [
            models.Index(fields=["plan", "position"], name="plans_action_order"),
            models.Index(fields=["owner", "due"], condition=Q(removed=None), name="plans_action_of_owner"),
        ]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="plans_action_progress_percent")
        ]

    def __str__(self) -> str:
        return self.title


class ClockEvent(PlanRow):
    """A date of the common year. Without a year it comes every year; without a day it belongs to the whole month."""

    month = models.PositiveSmallIntegerField(_("month"), choices=Month.choices)
    day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    kind = models.CharField(_("kind"), max_length=16, choices=ClockKind.choices)
    title = models.CharField(_("event"), max_length=120)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )

    row_kind = RowKind.CLOCK_EVENT

    class Meta(PlanRow.Meta):
        ordering: ClassVar[Any] = ["month", "day", "id"]
        indexes: ClassVar[Any] = [models.Index(fields=["plan", "month"], name="plans_clock_order")]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="plans_clock_month")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def repeats_yearly(self) -> bool:
        return self.year is None


class PlanChange(Entity):
    """One field of one row before and after one accepted save. Never changed: the row's history is the sum of these."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    row_kind = models.CharField(max_length=12, choices=RowKind.choices)
    row_id = models.UUIDField()
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    # The random key that stands for the person in the trail, so that erasing a person reaches here too.
    actor_key = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row_id", "version", "field"], name="plans_change_once"),
        ]
        indexes = [models.Index(fields=["space", "-id"], name="plans_change_by_space")]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_id} v{self.version} {self.field}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a change is never rewritten")
        super().save(*args, **kwargs)


class PlanVisit(models.Model):
    """When a person last looked at a plan, and the time before: what moved is counted from the second."""

    plan = models.ForeignKey(CoopPlan, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    last = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "plan"], name="plans_visit_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.plan_id}"


class PlanPdf(Entity):
    """A finished PDF: the same text on the same day in the same language is made once."""

    plan = models.ForeignKey(CoopPlan, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200, unique=True)
    blob = models.OneToOneField(Blob, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.key
