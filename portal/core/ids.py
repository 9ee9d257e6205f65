"""The one source of identifiers (UUIDv7: sortable by time of making)."""

import os
import time
from datetime import datetime
from uuid import UUID


def uuid7() -> UUID:
    """A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 12 bits of fraction, 62 random bits.

    Python gained its own in 3.14 and PostgreSQL in 18; both are later than what we support.
    """
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = rest * 4096 // 1_000_000
    random_bits = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | fraction << 64 | 0b10 << 62 | random_bits
    return UUID(int=value)


def first_of(moment: datetime) -> UUID:
    """The smallest id that can have been made at `moment`: lets an index on ids answer "since when"."""
    return UUID(int=max(0, int(moment.timestamp() * 1000)) << 80)
