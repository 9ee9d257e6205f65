"""One agreed item as a calendar file. It leaves the portal, so it tells kind, code name and time only."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from sales_module.schedule.calculations import end_of
from sales_module.schedule.choices import WITHOUT_DURATION, ItemState
from sales_module.schedule.models import ScheduleItem


def calendar_file(item: ScheduleItem) -> bytes:
    """The item, which has an agreed time, as text/calendar."""
    assert item.starts is not None
    event = Event()
    event.add("uid", f"{item.pk}@{urlsplit(settings.PORTAL_BASE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", item.version)
    event.add("summary", f"{item.get_kind_display()} {item.space.code_name}")
    event.add("dtstart", item.starts)
    if item.kind not in WITHOUT_DURATION:
        event.add("dtend", end_of(item.starts, item.minutes))
    event.add("status", "CANCELLED" if item.state == ItemState.CANCELLED else "CONFIRMED")
    event.add("url", settings.PORTAL_BASE_URL + reverse("schedule:item", args=[item.space_id, item.pk]))
    event.add("class", "CONFIDENTIAL")
    calendar = Calendar()
    calendar.add("prodid", "-//Talkoo//Schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
