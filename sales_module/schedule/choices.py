from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    MEETING = "meeting", _("Meeting")
    NEGOTIATION = "negotiation", _("Negotiation")
    DEADLINE = "deadline", _("Deadline")
    MILESTONE = "milestone", _("Milestone")


# A point in time: nobody is asked how long it lasts.
WITHOUT_DURATION = frozenset({ItemKind.DEADLINE.value, ItemKind.MILESTONE.value})


class ItemState(models.TextChoices):
    """Where the two sides stand. An agreed time stands until both agree on another."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")


# How each state is marked (docs/ui.md), beside its word.
TONES = {
    ItemState.PROPOSED.value: "waiting",
    ItemState.AGREED.value: "done",
    ItemState.DECLINED.value: "closed",
    ItemState.CANCELLED.value: "closed",
}


class ProposalState(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    COUNTERED = "countered", _("Answered with other times")
    WITHDRAWN = "withdrawn", _("Withdrawn")


SLOTS_AT_MOST = 3
LONGEST_MINUTES = 5 * 24 * 60
