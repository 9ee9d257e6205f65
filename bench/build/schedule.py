"""The common schedule: past meetings, agreed ones ahead, and a few that wait for an answer."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from bench.build.trail import Trail
from bench.build.words import MEETINGS
from bench.build.world import Chance, Fact, World
from sales_module.schedule.models import Proposal, ScheduleItem, Slot

if TYPE_CHECKING:
    from bench.build.projects import Plot

ZONE = "Europe/Helsinki"
MINUTES = 90


def add_schedule(world: World, plot: "Plot", chance: Chance, trail: Trail) -> list[UUID]:
    """Of ten items eight are over; of the others, in each third project, one waits for the customer. Latest first."""
    return [_item(world, plot, chance, trail, number) for number in range(plot.schedule_items)][::-1]


def _item(world: World, plot: "Plot", chance: Chance, trail: Trail, number: int) -> UUID:
    place = number % 10
    proposed, over = place == 9 and plot.number % 3 == 0, place < 8
    days = -5 * (place + 1) - number if over else 4 + number + plot.number % 7
    starts = world.now + timedelta(days=days, hours=7 + number % 6)
    local = starts.astimezone(ZoneInfo(ZONE))
    made = max(plot.began, min(starts, world.now) - timedelta(days=12, minutes=number))
    title = f"{MEETINGS[number % len(MEETINGS)]} {number + 1}"
    pk, proposal = chance.id_at(made), chance.id_at(made)
    seller, buyer = plot.team[0], plot.buyers[0]
    state, turn = ("proposed", "customer") if proposed else ("agreed", "")
    agreed = (None, None, "", None, 0) if proposed else (local.date(), local.time(), ZONE, starts, MINUTES)
    world.writer.table(
        ScheduleItem, "id", "created", "space_id", "kind", "title", "state", "turn", "sorted_by", "place", "agenda",
        "day", "at", "zone", "starts", "minutes",
    ).add(
        pk, made, plot.space, "meeting", title, state, turn, starts, "Mill office", "1. Minutes\n2. Open points",
        *agreed,
    )  # fmt: skip
    answered = (None, None) if proposed else (made + timedelta(hours=6), buyer.id)
    world.writer.table(
        Proposal, "id", "created", "item_id", "number", "side", "by_id", "message", "state", "answered_at",
        "answered_by_id",
    ).add(
        proposal, made, pk, 1, "supplier", seller.id, "Would this suit you?", "open" if proposed else "accepted",
        *answered,
    )  # fmt: skip
    slots = world.writer.table(Slot, "id", "created", "proposal_id", "day", "at", "zone", "starts", "minutes", "chosen")
    for other in range(2):
        slots.add(
            chance.id_at(made), made, proposal, local.date() + timedelta(days=other), local.time(), ZONE,
            starts + timedelta(days=other), MINUTES, other == 0 and not proposed,
        )  # fmt: skip
    trail.tell(Fact(made, "schedule.proposed", seller, pk))
    if not proposed:
        trail.tell(Fact(made + timedelta(hours=6), "schedule.accepted", buyer, pk))
    return pk
