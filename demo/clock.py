"""Doing things in the past: the services see a clock that stands where the stories are."""

import heapq
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine

from documents.services.checking import announce_all
from portal.activity.chain import link_pending
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.services import job_work
from portal.notifications.services import relay

ZONE = "Europe/Helsinki"
# The real day the demo is made on; every other day counts from it.
TODAY = datetime.now(ZoneInfo(ZONE)).date()

# A story yields the moment at which it goes on.
Story = Iterator[datetime]


def day(offset: int) -> date:
    """A day counted from today; a coming one on a weekend is moved to the Monday after."""
    found = TODAY + timedelta(days=offset)
    return found + timedelta(days=7 - found.weekday()) if offset > 0 and found.weekday() > 4 else found


def at(offset: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(TODAY + timedelta(days=offset), time(hour, minute), ZoneInfo(ZONE))


def tell(stories: Sequence[Story]) -> None:
    """Runs all stories side by side in the order of their moments, so that ids, trail and mails come in true order."""
    waiting = [(next(story), number, story) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        moment, number, story = heapq.heappop(waiting)
        with time_machine.travel(moment, tick=True):
            following = next(story, None)
            _worker_turn()
        if following is not None:
            heapq.heappush(waiting, (following, number, story))


def _worker_turn() -> None:
    """What the worker would have done then. PDFs are left to the real one: they take its time, not the newcomer's."""
    for pk in Job.objects.filter(state=JobState.WAITING, kind="documents.check").values_list("pk", flat=True):
        job_work(pk)
    announce_all()
    relay()
    while link_pending():
        pass
