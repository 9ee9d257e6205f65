"""Reads of jobs."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.policies import job_policy
from portal.jobs.registry import DEFAULT_TIME_LIMIT, kinds
from portal.people.models import Person

# A message that was not taken up in this time is taken for lost.
STALE_AFTER = timedelta(seconds=15)
# A worker gets this much longer than its time limit before its job counts as left behind.
GRACE = timedelta(seconds=60)
SWEPT_AT_ONCE = 100


def job_get(*, person: Person, pk: UUID) -> Job:
    """Raises: NotVisible."""
    return job_policy.get(person, pk, job_policy.visible(person).select_related("space"))


def job_of(*, key: str) -> Job | None:
    """The job with that key, for an app that has already checked who asks."""
    return Job.objects.filter(key=key).first()


def jobs_stale() -> list[Job]:
    """What the sweep has to take up: nobody was told lately, or its worker went silent. Oldest first."""
    now = timezone.now()
    waiting = Q(state=JobState.WAITING, not_before__lte=now, woken__lte=now - STALE_AFTER)
    default = now - timedelta(seconds=DEFAULT_TIME_LIMIT) - GRACE
    silent = Q(state=JobState.RUNNING, started__lte=default) & ~Q(kind__in=list(kinds()))
    for known in kinds().values():
        limit = now - timedelta(seconds=known.time_limit) - GRACE
        silent |= Q(state=JobState.RUNNING, kind=known.name, started__lte=limit)
    return list(Job.objects.filter(waiting | silent).order_by("woken", "id")[:SWEPT_AT_ONCE])


def jobs_failed() -> QuerySet[Job]:
    """Jobs that were given up, newest first: for the administrators' page, which shows no content."""
    return Job.objects.filter(state=JobState.FAILED).order_by("-id")
