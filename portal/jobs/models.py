"""Work that must be done once, however often a process dies on the way."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.core.models import Entity
from portal.jobs.choices import UNFINISHED, JobState
from portal.jobs.registry import JobKind, kind_of
from portal.spaces.models import Space


class Job(Entity):
    """One piece of work. The row is the promise; the message in the queue only wakes a worker."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    # Ids only: what they stand for is read, and asked about, when the work is done.
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    not_before = models.DateTimeField(default=timezone.now)
    # When a worker was last told of it; the sweep tells again what nobody took up.
    woken = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["woken"], condition=Q(state__in=["waiting", "running"]), name="jobs_unfinished"),
            models.Index(fields=["-id"], condition=Q(state="failed"), name="jobs_failed"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def known(self) -> JobKind | None:
        return kind_of(self.kind)

    @property
    def label(self) -> Any:
        return self.known.label if self.known else self.kind

    @property
    def url(self) -> str:
        """Where the result is; "" before it is there."""
        if self.state != JobState.DONE or self.known is None or self.known.url is None:
            return ""
        return self.known.url(self)

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED
