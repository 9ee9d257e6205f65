"""The hash chain, one per space and one for the installation: SHA-256 of the previous hash and the activity."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal.activity.models import Activity, ChainLink

INSTALLATION = UUID(int=0)
GENESIS = "0" * 64
# An activity that is older and has no link means the relay does not run, or someone removed the link.
UNLINKED_AFTER = timedelta(seconds=60)
LONGEST_WRITE = timedelta(hours=1)
# As EXISTS: for NOT IN the database would go through all links once for each activity.
UNLINKED = ~Exists(ChainLink.objects.filter(activity_id=OuterRef("pk")))


def canonical(activity: Activity) -> bytes:
    """The bytes that are hashed: sorted JSON of every column."""
    columns = {
        "id": str(activity.pk),
        "space": str(activity.space_id) if activity.space_id else None,
        "kind": activity.kind,
        "actor": str(activity.actor_key) if activity.actor_key else None,
        "subject_kind": activity.subject_kind,
        "subject": str(activity.subject_id) if activity.subject_id else None,
        "created": activity.created.astimezone(UTC).isoformat(timespec="microseconds"),
        "data": activity.data,
    }
    return json.dumps(columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def next_hash(previous: str, activity: Activity) -> str:
    return hashlib.sha256(previous.encode() + canonical(activity)).hexdigest()


def link_pending(*, limit: int = 1000) -> int:
    """Appends links for activities that have none yet; returns how many.

    Two rounds at once do no harm: the unique (chain, sequence) lets one of them win, the other starts over.
    """
    with transaction.atomic():
        recent = Activity.objects.filter(UNLINKED, pk__gte=_look_back())
        pending = list(recent.order_by("pk")[:limit])
        heads: dict[UUID, tuple[int, str]] = {}
        links = []
        for activity in pending:
            chain = activity.space_id or INSTALLATION
            sequence, previous = heads.get(chain) or _head(chain)
            heads[chain] = (sequence + 1, next_hash(previous, activity))
            links.append(ChainLink(chain=chain, sequence=sequence + 1, activity_id=activity.pk, hash=heads[chain][1]))
        ChainLink.objects.bulk_create(links)
    return len(links)


def _head(chain: UUID) -> tuple[int, str]:
    last = ChainLink.objects.filter(chain=chain).order_by("-sequence").first()
    return (last.sequence, last.hash) if last else (0, GENESIS)


def _look_back() -> UUID:
    """The smallest id that can still be without a link: ids carry their time, and no write takes an hour to commit."""
    newest = ChainLink.objects.order_by("-pk").first()
    if newest is None:
        return INSTALLATION
    milliseconds = newest.activity_id.int >> 80
    return UUID(int=max(0, milliseconds - int(LONGEST_WRITE.total_seconds() * 1000)) << 80)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the trail, and where."""

    chain: UUID
    sequence: int
    what: str


def verify() -> Iterator[Fault]:
    """Walks every chain from its start. Yields nothing when the trail is whole."""
    chain: UUID | None = None
    expected, previous = 0, GENESIS
    links = ChainLink.objects.order_by("chain", "sequence").iterator(chunk_size=1000)
    for batch in _batches(links, 1000):
        activities = Activity.objects.in_bulk([link.activity_id for link in batch])
        for link in batch:
            if link.chain != chain:
                chain, expected, previous = link.chain, 0, GENESIS
            expected += 1
            if link.sequence != expected:
                yield Fault(link.chain, expected, "a link is missing")
                expected = link.sequence
            activity = activities.get(link.activity_id)
            if activity is None:
                yield Fault(link.chain, link.sequence, "the activity is gone")
            elif (activity.space_id or INSTALLATION) != link.chain:
                yield Fault(link.chain, link.sequence, "the activity was moved to another space")
            elif next_hash(previous, activity) != link.hash:
                yield Fault(link.chain, link.sequence, "the activity or the link was changed")
            previous = link.hash
    old = timezone.now() - UNLINKED_AFTER
    for activity in Activity.objects.filter(UNLINKED, created__lt=old).iterator():
        yield Fault(activity.space_id or INSTALLATION, 0, f"activity {activity.pk} has no link")


def _batches(rows: Iterator[ChainLink], size: int) -> Iterator[list[ChainLink]]:
    batch: list[ChainLink] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
