"""Reads of deliveries: a person's notices, the administrators' outbox, and what the relay has to send."""

import email
import email.policy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.access.organisation_roles import holds
from portal.activity.models import Channel, Delivery, DeliveryState
from portal.activity.selectors import Entry, entries, my_notices
from portal.core.errors import NotVisible
from portal.core.health import NotReady
from portal.core.statements import compiled
from portal.jobs.selectors import jobs_failed
from portal.notifications.policies import ADMINISTRATOR, outbox_policy
from portal.people.choices import MailPreset
from portal.people.models import Person

PAGE = 25
# The number beside the bell stops here: nobody needs to know whether it is 99 or 2,000.
COUNT_UP_TO = 100


# --- notices ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notice:
    entry: Entry
    delivery_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """`rows` may be fewer than were read: what its reader may not see any more is left out (but counts as seen)."""

    rows: list[Notice]
    unseen: list[UUID]
    newest: UUID | None
    newer: UUID | None
    older: UUID | None


def notice_page(*, person: Person, before: UUID | None = None, after: UUID | None = None) -> NoticePage:
    """25 notices, newest first: those older than `before`, or the nearest ones newer than `after`."""
    rows = my_notices(person=person)
    if after is not None:
        found = list(rows.filter(id__gt=after).order_by("id")[: PAGE + 1])
        more_newer, more_older = len(found) > PAGE, True
        found = found[:PAGE][::-1]
    else:
        found = list((rows.filter(id__lt=before) if before is not None else rows)[: PAGE + 1])
        more_newer, more_older = before is not None, len(found) > PAGE
        found = found[:PAGE]
    return NoticePage(
        rows=notices_of(person=person, deliveries=found),
        unseen=[d.pk for d in found if d.seen_at is None],
        newest=found[0].pk if found else None,
        newer=found[0].pk if found and more_newer else None,
        older=found[-1].pk if found and more_older else None,
    )


def notices_of(*, person: Person, deliveries: Iterable[Delivery]) -> list[Notice]:
    """The deliveries as sentences, without those whose subject the person may not see any more."""
    by_activity = {d.activity_id: d for d in deliveries}
    shown = entries(person=person, activities=[d.activity for d in by_activity.values()])
    return [Notice(e, by_activity[e.id].pk, by_activity[e.id].seen_at is None) for e in shown]


def unread_count(person: Person) -> int:
    """How many notices the person has not looked at yet, at most 100. One query."""
    return len(_unseen(person_id=person.pk))


@compiled
def _unseen(person_id: UUID) -> QuerySet[Delivery, UUID]:
    unseen = Delivery.objects.filter(person=person_id, channel=Channel.PORTAL, seen_at=None)
    return unseen.order_by().values_list("pk", flat=True)[:COUNT_UP_TO]


# --- what is to be sent ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Batch:
    """Deliveries that go into one mail. Tried together once, they share their time and stay together."""

    person_id: UUID
    ids: tuple[UUID, ...]


def batches_due(*, limit: int = 200, fold: int = 50) -> list[Batch]:
    """Mails to send now to people who want them at once: one per person and space. Oldest first."""
    rows = deliveries_due().exclude(person__mail_preset=MailPreset.DAILY, not_before__isnull=False)
    found = list(rows.order_by("id").values_list("person_id", "activity__space_id", "not_before", "id")[:limit])
    return _batches(found, fold)


def digests_due(*, limit: int = 2000, fold: int = 200) -> list[Batch]:
    """Daily mails whose hour has come: one per person."""
    rows = deliveries_due().filter(person__mail_preset=MailPreset.DAILY, not_before__isnull=False)
    found = rows.order_by("id").values_list("person_id", "not_before", "id")[:limit]
    return _batches([(person, None, moment, pk) for person, moment, pk in found], fold)


def fresh_for_daily() -> list[tuple[UUID, str]]:
    """(delivery, time zone) of mails that were just asked for and whose reader wants one a day."""
    rows = deliveries_due().filter(person__mail_preset=MailPreset.DAILY, not_before=None)
    return list(rows.values_list("id", "person__time_zone")[:2000])


def deliveries_due() -> QuerySet[Delivery]:
    """Mails that may be sent now, if their reader wants them now."""
    now = timezone.now()
    due = Q(not_before=None) | Q(not_before__lte=now)
    return Delivery.objects.filter(due, channel=Channel.MAIL, state=DeliveryState.WAITING)


def _batches(rows: Sequence[tuple[UUID, UUID | None, datetime | None, UUID]], fold: int) -> list[Batch]:
    def key(row: tuple[UUID, UUID | None, datetime | None, UUID]) -> tuple[str, str, str]:
        return (str(row[0]), str(row[1]), str(row[2]))

    found = []
    for _key, group in groupby(sorted(rows, key=key), key=key):
        alike = list(group)
        ids = [row[3] for row in alike]
        found += [Batch(alike[0][0], tuple(ids[start : start + fold])) for start in range(0, len(ids), fold)]
    return sorted(found, key=lambda batch: batch.ids[0])


# --- the administrators' outbox --------------------------------------------------------------------------------------


def outbox_rows(*, person: Person, chosen: str) -> QuerySet[Any]:
    """`chosen`: "dead" or "waiting" mails, or "work" (jobs that failed), newest first; nothing of whom or what.

    Raises: NotVisible.
    """
    outbox_require(person=person)
    if chosen == "work":
        return jobs_failed()
    rows = outbox_policy.visible(person).filter(state=chosen).select_related("activity")
    return rows.only("id", "created", "state", "attempts", "error", "not_before", "activity__kind").order_by("-id")


def outbox_get(*, person: Person, pk: UUID) -> Delivery:
    """Raises: NotVisible."""
    return outbox_policy.get(person, pk)


def outbox_require(*, person: Person) -> None:
    """The outbox is there for installation administrators only. Raises: NotVisible."""
    if not holds(person, ADMINISTRATOR):
        raise NotVisible


LATE = timedelta(minutes=15)


def check_relay() -> None:
    """For /readyz. Raises: NotReady: mails wait that no relay has touched, so worker or scheduler do not run."""
    untouched = deliveries_due().filter(not_before=None, attempts=0, created__lt=timezone.now() - LATE)
    if settings.PORTAL_CAN_MAIL and untouched.exists():
        raise NotReady("mails wait and nothing sends them")


# --- mails in files (demo mode) --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FiledMail:
    receiver: str
    subject: str
    when: datetime | None
    text: str


SEPARATOR = "-" * 79


def filed_mails(limit: int = 50) -> list[FiledMail]:
    """The latest mails of demo mode, newest first. Raises: NotVisible: outside demo mode."""
    if not settings.PORTAL_DEMO:
        raise NotVisible
    folder = Path(settings.PORTAL_DATA) / "mail"
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:limit]
    found: list[FiledMail] = []
    for path in files:
        parts = path.read_text(encoding="utf-8", errors="replace").split(f"\n{SEPARATOR}\n")
        found += [_filed(part) for part in reversed(parts) if part.strip()]
    return found[:limit]


def _filed(raw: str) -> FiledMail:
    mail: EmailMessage = email.message_from_string(raw, policy=email.policy.default)
    body = mail.get_body(("plain",))
    when = parsedate_to_datetime(str(mail["Date"])) if mail["Date"] else None
    if when is not None and when.tzinfo is None:  # "-0000": UTC from a place that does not say where it is
        when = when.replace(tzinfo=UTC)
    text = str(body.get_content()) if body is not None else ""
    return FiledMail(receiver=str(mail["To"]), subject=str(mail["Subject"]), when=when, text=text)
