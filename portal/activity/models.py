"""What happened (Activity, never changed) and who was told of it (Delivery, the outbox)."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Entity
from portal.spaces.models import Space


class PersonKey(models.Model):
    """Ties a random key in the trail to a person. Erasing the row makes the trail anonymous without breaking it."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="trail_key")

    def __str__(self) -> str:
        return str(self.key)


class Activity(Entity):
    """One fact: who did what to which object when. `data` holds names of fields, ids and listed words, never texts."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, null=True, related_name="activities")
    kind = models.CharField(max_length=60)
    actor_key = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["space", "-id"], name="activity_by_space"),
            models.Index(fields=["subject_id", "-id"], name="activity_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("an activity is never changed")
        super().save(*args, **kwargs)


class Channel(models.TextChoices):
    PORTAL = "portal", _("In the portal")
    MAIL = "mail", _("By mail")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Not sent: the person may no longer see it, or wants no mail")
    DEAD = "dead", _("Given up")


class Delivery(Entity):
    """One message owed to one person about one activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    job_key = models.CharField(max_length=120, unique=True)
    not_before = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(state="waiting"), name="activity_delivery_waiting"),
            models.Index(fields=["person", "channel", "-id"], name="activity_delivery_mine"),
            models.Index(
                fields=["person"], condition=Q(channel="portal", seen_at=None), name="activity_delivery_unseen"
            ),
        ]

    def __str__(self) -> str:
        return self.job_key


class ChainLink(models.Model):
    """One link per activity, appended after commit: a changed, removed or reordered activity breaks the chain."""

    # The space's id, or the nil UUID for the installation's own chain. No foreign key: links outlive their space.
    chain = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    activity_id = models.UUIDField(unique=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="activity_chain_link_once")]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"
