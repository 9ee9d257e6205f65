"""What Home shows of plans: my actions, the dates ahead, the plans themselves."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coop_plan.plans.activities import row_url
from coop_plan.plans.calculations import next_day
from coop_plan.plans.selectors import clock_events, my_actions, plans_on_home
from portal.core.links import link
from portal.home.registry import DateItem, PlaceItem, WaitingItem
from portal.people.models import Person
from portal.spaces.choices import SpaceKind

DATES_SHOWN = 10


def waiting(person: Person) -> list[WaitingItem]:
    """My unfinished actions; they wait until the end of their due day."""
    return [
        WaitingItem(
            space_id=action.plan_id,
            sentence=_("Finish “%(action)s”") % {"action": action.title},
            url=row_url(action),
            due=_at(action.due, time(23, 59, 59)),
            kind="plans.action",
        )
        for action in my_actions(person=person)
        if action.due
    ]


def dates(person: Person) -> list[DateItem]:
    """The due days of my actions and the coming days of the yearly clocks, the nearest first."""
    today = timezone.localdate()
    found = [(action.due, action.title, row_url(action), action.plan_id) for action in my_actions(person=person)]
    found = [item for item in found if item[0] and item[0] >= today]
    for event in clock_events(person=person):
        day = next_day(month=event.month, day=event.day, year=event.year, today=today)
        if day is not None:
            found.append((day, event.title, row_url(event), event.plan_id))
    found.sort(key=lambda item: (item[0] or date.max, item[1]))
    return [
        DateItem(space_id=space_id, title=title, starts=_at(day, time.min), url=url, whole_day=True)
        for day, title, url, space_id in found[:DATES_SHOWN]
        if day
    ]


def places(person: Person) -> list[PlaceItem]:
    """The plans I take part in, with how many actions are open."""
    return [
        PlaceItem(
            space_id=pk,
            kind=SpaceKind.PLAN,
            code_name=code_name,
            title=name,
            step=ngettext("%(n)s action open", "%(n)s actions open", count or 0) % {"n": count or 0},
            url=link("plans:detail", pk),
        )
        for pk, code_name, name, count in plans_on_home(person=person)
    ]


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=timezone.get_current_timezone())
