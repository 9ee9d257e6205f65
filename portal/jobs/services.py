"""Asking for work, doing it, and taking up what a dead process left behind."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from portal.celery import app
from portal.core.models import lock
from portal.jobs.choices import JobState
from portal.jobs.errors import GiveUp, JobError, NotYet
from portal.jobs.models import Job
from portal.jobs.policies import job_policy
from portal.jobs.registry import DEFAULT_TIME_LIMIT, kind_of
from portal.jobs.selectors import jobs_stale
from portal.people.models import Person
from portal.spaces.models import Space

logger = logging.getLogger("portal.jobs")

# By name: tasks import services, never the other way round.
RUN_TASK = "portal.jobs.tasks.run_job"
NOT_YET_AGAIN = timedelta(seconds=60)
BACK_OFF = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10))
# A reminder nobody took in this time is dropped; the next sweep sends a new one.
REMINDER_EXPIRES = 60
WORKER_GONE = gettext_noop("The worker stopped in the middle of it.")
TOO_LONG = gettext_noop("It took too long and was stopped.")
UNKNOWN_KIND = gettext_noop("No part of this site knows how to do this work.")


def job_enqueue(
    *, kind: str, key: str, args: Mapping[str, Any], actor: Person | None, space: Space | None = None
) -> Job:
    """Asks for work in the caller's transaction; it starts after the commit. The same key gives the same job back.

    Raises: ValueError: no app registered the kind.
    """
    if kind_of(kind) is None:
        raise ValueError(f"unregistered job kind {kind!r}")
    job, made = Job.objects.get_or_create(
        key=key, defaults={"kind": kind, "args": dict(args), "space": space, "asked_by": actor}
    )
    if made:
        _wake_on_commit(job)
    return job


def job_run_again(job: Job, *, actor: Person | None = None) -> Job:
    """Puts a failed job back into the queue with all its tries; any other is left as it is.

    `actor`: who asks; None when the caller has already checked that.
    Raises: NotVisible, Forbidden, WrongState: `actor` may not do this, or it did not fail.
    """
    with transaction.atomic():
        job = lock(Job, job.pk)
        if actor is not None:
            job_policy.require(actor, "run_again", job)
        if job.state == JobState.FAILED:
            job.state, job.attempts, job.error, job.finished = JobState.WAITING, 0, "", None
            job.not_before = job.woken = timezone.now()
            job.save(update_fields=["state", "attempts", "error", "finished", "not_before", "woken"])
            _wake_on_commit(job)
    return job


def job_work(pk: UUID) -> None:
    """Does the job when it is waiting and nobody else has it. Harmless to call twice or for a job that is gone."""
    job = _claim(pk)
    if job is None:
        return
    known = kind_of(job.kind)
    try:
        if known is None:
            raise GiveUp(UNKNOWN_KIND)
        known.handler(job)
    except NotYet as error:
        logger.warning("job %s (%s) waits: %s", job.pk, job.kind, error.message)
        again = {"attempts": job.attempts - 1, "not_before": timezone.now() + NOT_YET_AGAIN}
        _settle(job, JobState.WAITING, error=error.message, **again)
    except Exception as error:  # noqa: BLE001 - whatever a handler does, the row must say how it ended
        _failed(job, error, known.max_attempts if known else 1)
    else:
        _settle(job, JobState.DONE, finished=timezone.now())


def jobs_sweep() -> int:
    """Wakes workers for what was forgotten: lost messages, dead workers, tries that are due. Returns how many."""
    stale = jobs_stale()
    return sum(_take_up(job) for job in stale)


def _claim(pk: UUID) -> Job | None:
    """Takes the job for this process: one conditional update decides between two workers."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=pk, state=JobState.WAITING, not_before__lte=now)
    job = waiting.select_related("space", "asked_by").first()
    if job is None:
        return None
    attempts = job.attempts + 1
    taken = Job.objects.filter(pk=pk, state=JobState.WAITING, attempts=job.attempts)
    if not taken.update(state=JobState.RUNNING, attempts=attempts, started=now):
        return None
    job.state, job.attempts, job.started = JobState.RUNNING, attempts, now
    return job


def _settle(job: Job, state: JobState, *, error: str = "", **values: Any) -> None:
    """Writes how the try ended, unless the job was meanwhile given to another worker."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, started=job.started)
    if not mine.update(state=state, error=error[:200], **values):
        logger.warning("job %s (%s) was taken over before it ended", job.pk, job.kind)


def _failed(job: Job, error: Exception, max_attempts: int) -> None:
    # The text of a foreign exception may quote content, so only its name goes into the row.
    words = TOO_LONG if isinstance(error, SoftTimeLimitExceeded) else type(error).__name__
    words = error.message if isinstance(error, JobError) else words
    logger.error("job %s (%s), try %s: %s", job.pk, job.kind, job.attempts, words, exc_info=error)
    if isinstance(error, GiveUp) or job.attempts >= max_attempts:
        _settle(job, JobState.FAILED, error=words, finished=timezone.now())
        return
    pause = BACK_OFF[min(job.attempts, len(BACK_OFF)) - 1]
    _settle(job, JobState.WAITING, error=words, not_before=timezone.now() + pause)


def _take_up(job: Job) -> bool:
    """One stale job back into the queue; a dead worker's try counts as a failed one."""
    now = timezone.now()
    same = Job.objects.filter(pk=job.pk, state=job.state, woken=job.woken, attempts=job.attempts)
    known = kind_of(job.kind)
    if job.state == JobState.RUNNING and job.attempts >= (known.max_attempts if known else 1):
        same.update(state=JobState.FAILED, error=WORKER_GONE, finished=now)
        return False
    if not same.update(state=JobState.WAITING, woken=now):
        return False
    _wake_on_commit(job, expires=REMINDER_EXPIRES)
    return True


def _wake_on_commit(job: Job, **options: Any) -> None:
    known = kind_of(job.kind)
    limit = known.time_limit if known else DEFAULT_TIME_LIMIT

    # A function, not a partial: Django names it when it fails.
    def wake() -> None:
        app.send_task(RUN_TASK, args=[str(job.pk)], soft_time_limit=limit, time_limit=limit + 30, **options)

    # robust: an unreachable broker is logged; the row is saved and the sweep sends it again.
    transaction.on_commit(wake, robust=True)
