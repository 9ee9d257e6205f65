"""Slowing down who guesses passwords: tries are counted per account and per address, and never lock for good."""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.core.errors import TooMany
from portal.people.models import FailedTry, fold_email

WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class Limits:
    """How many tries one window allows."""

    door: str
    account: int
    address: int


SIGN_IN = Limits("sign-in", account=10, address=60)
RESET = Limits("reset", account=3, address=20)
PASSWORD = Limits("password", account=10, address=60)


def take_try(*, address: str, limits: Limits, account: str) -> list[str]:
    """Counts one try before it is made, so that many at the same moment are counted too. Returns what was counted.

    Raises: TooMany: the account or the address has used up its tries; says when to come again.
    """
    account_key = hashlib.sha256((fold_email(account) or "").encode()).hexdigest()[:40]
    buckets = {
        f"{limits.door}:account:{account_key}": limits.account,
        f"{limits.door}:address:{network_of(address)}": limits.address,
    }
    wait = max(_count(bucket, limit) for bucket, limit in buckets.items())
    if wait:
        raise TooMany(retry_after=wait)
    return list(buckets)


def was_right(buckets: list[str]) -> None:
    """The account starts anew; the address gets back only this try, or one good account would hide many bad ones."""
    for bucket in buckets:
        row = FailedTry.objects.filter(bucket=bucket)
        if ":account:" in bucket:
            row.delete()
        else:
            row.filter(count__gt=0).update(count=F("count") - 1)


def network_of(address: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 address: one subscriber holds all of it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)


def _count(bucket: str, limit: int) -> int:
    """Adds one try; seconds to wait when there were too many before it, else 0."""
    now = timezone.now()
    with transaction.atomic():
        row, made = FailedTry.objects.select_for_update().get_or_create(bucket=bucket, defaults={"window_start": now})
        if now - row.window_start >= WINDOW:
            row.window_start, row.count = now, 0
        if row.count >= limit:
            return max(1, int((row.window_start + WINDOW - now).total_seconds()))
        row.count += 1
        row.save(update_fields=["window_start", "count"])
    return 0
