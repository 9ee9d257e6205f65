"""The wall around a project, plan, account or library, and the people inside."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.models import Entity, Versioned
from portal.people.models import Organisation
from portal.spaces.choices import History, RoleSide, Side, SpaceKind


class Space(Entity):
    """What belongs together and who stands on which side. Holds no content of its own."""

    kind = models.CharField(max_length=10, choices=SpaceKind.choices)
    # The only name that may leave the portal, in a mail or on a lock screen.
    code_name = models.CharField(_("code name"), max_length=40)
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("supplier"))
    customer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("customer")
    )
    closed = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "customer"], condition=Q(kind=SpaceKind.ACCOUNT), name="spaces_one_account_each"
            )
        ]

    def __str__(self) -> str:
        return self.code_name


class Role(models.Model):
    """A named bundle of rights. `rights` maps each confidentiality class to a list of `Right` values."""

    code = models.SlugField(primary_key=True, max_length=40)
    side = models.CharField(max_length=10, choices=RoleSide.choices)
    name = models.JSONField(default=dict)
    rights = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code


class Participant(Entity, Versioned):
    """A person in a space with one role. Ended rows stay: they are history."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="participants")
    # The company the person speaks for here; a consultant stands on the side that brought it.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", verbose_name=_("role"))
    starts = models.DateTimeField(default=timezone.now)
    ends = models.DateTimeField(null=True, blank=True)
    joined_history = models.CharField(_("sees"), max_length=12, choices=History.choices, default=History.FROM_START)
    key_contact = models.BooleanField(_("key contact"), default=False)
    # Back-office people are shown to the other side only when their own side wants it.
    shown_to_other_side = models.BooleanField(_("shown to the other side"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "space"], name="spaces_participant_once"),
        ]
        indexes = [models.Index(fields=["space", "side"], name="spaces_participant_side")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role_id}"

    @staticmethod
    def active(prefix: str = "", *, now: datetime | None = None, **values: Any) -> Q:
        """Condition "takes part now", for rows reached through `prefix`."""
        now = now or timezone.now()
        started = Q(**{f"{prefix}starts__lte": now})
        not_ended = Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gt": now})
        return started & not_ended & Q(**{f"{prefix}{name}": value for name, value in values.items()})
