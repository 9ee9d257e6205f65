"""The common schedule of a space: what both sides agreed on, and the proposals that led there."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Entity, Versioned
from portal.people.models import valid_time_zone
from portal.spaces.choices import Side
from portal.spaces.models import Space
from sales_module.schedule.calculations import comes_twice, end_of
from sales_module.schedule.choices import TONES, ItemKind, ItemState, ProposalState


class WallTime(models.Model):
    """A time as people say it (day, clock, zone) and the moment it means, recomputed when zone rules change."""

    day = models.DateField(_("day"), null=True)
    at = models.TimeField(_("time"), null=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True, validators=[valid_time_zone])
    starts = models.DateTimeField(null=True, editable=False)
    minutes = models.PositiveIntegerField(_("minutes"), default=0)

    class Meta:
        abstract = True

    @property
    def twice(self) -> bool:
        """The clocks show this time twice that night; the first is meant."""
        return self.day is not None and self.at is not None and comes_twice(self.day, self.at, self.zone)

    @property
    def ends(self) -> datetime | None:
        return end_of(self.starts, self.minutes) if self.starts and self.minutes else None


class ScheduleItem(Entity, Versioned, WallTime):
    """A meeting, negotiation, deadline or milestone. Its wall time is the agreed one; empty until there is one."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="schedule_items")
    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind.choices)
    title = models.CharField(_("title"), max_length=150)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.PROPOSED)
    # The side that has to answer the open proposal; "" when none is open.
    turn = models.CharField(max_length=10, choices=Side.choices, blank=True)
    # The agreed time, else the earliest proposed one: the place in the list.
    sorted_by = models.DateTimeField()
    place = models.CharField(_("place"), max_length=200, blank=True)
    video_link = models.URLField(_("video link"), max_length=300, blank=True)
    agenda = models.TextField(_("agenda"), max_length=4000, blank=True)
    # Set when new zone rules moved the moment of an agreed wall time.
    moved_by_rules = models.BooleanField(default=False, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["space", "sorted_by"], name="schedule_item_in_order"),
            models.Index(fields=["space", "turn"], condition=~Q(turn=""), name="schedule_item_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ItemState.AGREED) | Q(starts__isnull=False), name="schedule_agreed_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(turn="") | Q(state__in=[ItemState.PROPOSED, ItemState.AGREED]),
                name="schedule_turn_only_while_open",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        return TONES[self.state]


class Proposal(Entity):
    """One side's offer of one or several times; the other side answers."""

    item = models.ForeignKey(ScheduleItem, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(_("message"), max_length=1000, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    video_link = models.URLField(_("video link"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("answer"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="schedule_proposal_number_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state=ProposalState.OPEN), name="schedule_one_open_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.number}"


class Slot(Entity, WallTime):
    """One time that would suit the proposing side."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="slots")
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts", "id"]

    def __str__(self) -> str:
        return f"{self.day} {self.at} {self.zone}"
