"""How the end of a validity is told: as the last day that counts, never as the midnight after it."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.ui import formats


class Ending(Protocol):
    @property
    def valid_until(self) -> datetime | None: ...
    @property
    def valid_zone(self) -> str: ...
    @property
    def valid_day(self) -> date | None: ...


def validity(offer: Ending) -> str:
    """“Tue 3 Mar 2026, 24:00 Helsinki (Wed 4 Mar, 06:00 your time)”: the last day counts as a whole."""
    if offer.valid_until is None:
        return ""
    zone = ZoneInfo(offer.valid_zone)
    words = {"day": formats.day(offer.valid_day), "place": formats.zone_city(zone)}
    text = _("%(day)s, 24:00 %(place)s") % words
    mine = timezone.localtime(offer.valid_until)
    if mine.utcoffset() == offer.valid_until.astimezone(zone).utcoffset():
        return text
    own = f"{formats.short_day(mine)}, {formats.clock(mine)}"
    yours = _("%(time)s your time") % {"time": own}
    return f"{text} ({yours})"
