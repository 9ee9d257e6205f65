"""Sending what is owed. A delivery is claimed before it is sent and settled after, so that two relays never send it
both, and one that dies leaves it to the next."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from portal.access.rights import fresh
from portal.activity.models import Delivery, DeliveryState
from portal.core.errors import NotVisible
from portal.core.models import lock
from portal.jobs.models import Job
from portal.jobs.selectors import jobs_failed
from portal.jobs.services import job_run_again
from portal.notifications import mails, selectors
from portal.notifications.calculations import next_daily, pause_after
from portal.notifications.policies import notice_policy, outbox_policy
from portal.people.choices import MailPreset
from portal.people.models import Person

logger = logging.getLogger("portal.notifications")

# A relay that does not settle a mail in this time is taken for dead; far longer than a mail server may take.
LEASE = timedelta(minutes=5)


UNREACHABLE = (SMTPAuthenticationError, SMTPConnectError, SMTPHeloError, SMTPServerDisconnected)


class Unreachable(Exception):
    """No mail can go out at the moment, this one or another."""


class PostOffice:
    """One connection to the mail server for a round; opened with the first mail."""

    def __init__(self) -> None:
        self.connection: Any = None

    def send(self, mail: Any) -> None:
        """Raises: SMTPException, OSError."""
        if self.connection is None:
            connection = get_connection()
            connection.open()
            self.connection = connection
        mail.connection = self.connection
        mail.send()

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def relay() -> int:
    """Sends the mails that are due; those of people who want one a day are put off. Returns how many went out.

    Without a mail server nothing is touched: the mails wait.
    """
    if not settings.PORTAL_CAN_MAIL:
        return 0
    _hold_for_daily()
    return _send_all(selectors.batches_due(), daily=False)


def send_daily() -> int:
    """One mail with the day's notices to everyone whose seven o'clock has come. Returns how many went out."""
    if not settings.PORTAL_CAN_MAIL:
        return 0
    return _send_all(selectors.digests_due(), daily=True)


def notices_seen(*, person: Person, ids: Sequence[UUID] | None = None, until: UUID | None = None) -> int:
    """Marks the person's notices as seen: the given ones, those up to and with `until`, or all. Returns how many."""
    rows = notice_policy.visible(person, "mark_seen").filter(seen_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    if until is not None:
        rows = rows.filter(pk__lte=until)
    return rows.update(seen_at=timezone.now())


def mail_again(*, actor: Person, delivery: Delivery) -> Delivery:
    """Lets a mail that waits or was given up go out with the next round. Raises: NotVisible."""
    with transaction.atomic():
        delivery = lock(Delivery, delivery.pk)
        outbox_policy.require(actor, "send_again", delivery)
        delivery.state, delivery.attempts, delivery.error = DeliveryState.WAITING, 0, ""
        delivery.not_before = None
        delivery.save(update_fields=["state", "attempts", "error", "not_before"])
    return delivery


def work_again(*, actor: Person, pk: UUID) -> Job:
    """Gives failed work of anyone another round of tries. Raises: NotVisible: no administrator, or nothing failed."""
    with fresh():
        selectors.outbox_require(person=actor)
    job = jobs_failed().filter(pk=pk).first()
    if job is None:
        raise NotVisible
    return job_run_again(job)


def _hold_for_daily() -> None:
    now = timezone.now()
    zones: dict[str, list[UUID]] = {}
    for pk, zone in selectors.fresh_for_daily():
        zones.setdefault(zone, []).append(pk)
    for zone, ids in zones.items():
        fresh_rows = Delivery.objects.filter(pk__in=ids, state=DeliveryState.WAITING, not_before=None)
        fresh_rows.update(not_before=next_daily(now, zone))


def _send_all(batches: Sequence[selectors.Batch], *, daily: bool) -> int:
    sent, office = 0, PostOffice()
    try:
        for batch in batches:
            try:
                sent += _send(batch, office, daily=daily)
            except Unreachable:
                # The next mail would meet the same closed door; the rest keeps its place for the next round.
                break
    finally:
        office.close()
    return sent


def _send(batch: selectors.Batch, office: PostOffice, *, daily: bool) -> int:
    """One mail. Returns 1 when it went out. Raises: Unreachable: the mail server cannot be reached."""
    mine = _claim(batch)
    if not mine:
        return 0
    person, told = mine[0].person, mine
    try:
        with mails.as_reader(person):
            lines = _lines(mine, person, daily=daily)
            told = [d for d in mine if d.pk in lines]
            _settle([d for d in mine if d.pk not in lines], DeliveryState.DROPPED)
            if not told:
                return 0
            office.send(mails.mail_of(person, [lines[d.pk] for d in told], told, daily=daily))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the mail must be tried again or given up
        office.close()
        _failed(told, error)
        if isinstance(error, UNREACHABLE) or (isinstance(error, OSError) and not isinstance(error, SMTPException)):
            raise Unreachable from error
        return 0
    _settle(told, DeliveryState.SENT, sent_at=timezone.now())
    return 1


def _claim(batch: selectors.Batch) -> list[Delivery]:
    """Takes the deliveries one by one: a conditional update decides between two relays."""
    until, mine = timezone.now() + LEASE, []
    # Still due: another relay may have taken them since they were found.
    rows = selectors.deliveries_due().filter(pk__in=batch.ids)
    for row in rows.select_related("person", "activity", "activity__space").order_by("id"):
        same = Delivery.objects.filter(pk=row.pk, state=DeliveryState.WAITING, attempts=row.attempts)
        if same.filter(not_before=row.not_before).update(attempts=row.attempts + 1, not_before=until):
            row.attempts += 1
            mine.append(row)
    return mine


def _lines(deliveries: Sequence[Delivery], person: Person, *, daily: bool) -> dict[UUID, mails.Line]:
    """What may be told, by delivery; the policy is asked anew for each."""
    if not person.may_sign_in or not person.email or person.mail_preset == MailPreset.OFF:
        return {}
    seen = mails.seen_in_portal(deliveries) if daily else set()
    found = {}
    for delivery in deliveries:
        line = mails.line_of(delivery, person) if delivery.activity_id not in seen else None
        if line is not None:
            found[delivery.pk] = line
    return found


def _settle(deliveries: Sequence[Delivery], state: DeliveryState, **values: Any) -> None:
    for delivery in deliveries:
        mine = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING, attempts=delivery.attempts)
        mine.update(state=state, error="", **values)


def _failed(deliveries: Sequence[Delivery], error: Exception) -> None:
    words = short_error(error)
    logger.warning("a mail did not go out (%s tries): %s", deliveries[0].attempts, words)
    # One moment for all: what was tried together is tried together again, under the same Message-ID.
    now = timezone.now()
    for delivery in deliveries:
        pause = None if is_final(error) else pause_after(delivery.attempts)
        mine = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING, attempts=delivery.attempts)
        if pause is None:
            mine.update(state=DeliveryState.DEAD, error=words)
        else:
            mine.update(not_before=now + pause, error=words)


def is_final(error: Exception) -> bool:
    """The receiving side said that it will never take this mail."""
    codes = _codes(error) if isinstance(error, SMTPRecipientsRefused) else []
    return bool(codes) and all(code >= 500 for code in codes)


def short_error(error: Exception) -> str:
    """Name and code: what the server said may quote the address."""
    return " ".join([type(error).__name__, *(str(code) for code in _codes(error))])[:200]


def _codes(error: Exception) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return sorted({code for code, _text in error.recipients.values()})
    return [error.smtp_code] if isinstance(error, SMTPResponseException) else []
