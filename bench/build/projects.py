"""Projects with everything inside: people, phases, documents, quotations, schedule and trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bench.build import shape as sizes
from bench.build.documents import add_documents
from bench.build.quotations import add_quotations
from bench.build.schedule import add_schedule
from bench.build.shape import share
from bench.build.trail import Trail
from bench.build.words import CODES, MACHINES, PLACES, WORK
from bench.build.world import Chance, Fact, Someone, World
from portal.spaces.models import Participant, Space
from sales_module.projects.choices import GATED, Phase, Tool
from sales_module.projects.models import PhasePassage, Project, ProjectAgreement

SUPPLIER_ROLES = (
    "sales_manager", "technology_manager", "pricing_engineer", "key_account_manager", "sales_assistant",
)  # fmt: skip
CUSTOMER_ROLES = ("purchase_lead", "decision_maker", "technical_expert", "lawyer", "operator")


@dataclass(frozen=True)
class Plot:
    """One project to be: whose, since when, how much is in it."""

    number: int
    space: UUID
    customer: int
    began: datetime
    documents: int
    quotations: int
    open_quotations: int
    schedule_items: int
    activities: int
    team: list[Someone]
    buyers: list[Someone]

    @property
    def people(self) -> list[Someone]:
        return self.team + self.buyers


def build_projects(world: World, products: list[Any]) -> dict[UUID, list[UUID]]:
    """All projects. Returns person → activities the person may be told of, oldest first."""
    news: dict[UUID, list[UUID]] = {}
    for plot in plots(world):
        chance = world.chance("project", plot.number)
        trail = Trail(world, plot.space)
        _lay(world, plot, chance, trail)
        documents = add_documents(world, plot, chance, trail)
        quotations = add_quotations(world, plot, chance, trail, products)
        items = add_schedule(world, plot, chance, trail)
        _fill(world, plot, chance, trail, documents)
        told = [fact.kind for fact in sorted(trail.facts, key=lambda fact: fact.when)]
        ids = [pk for pk, kind in zip(trail.write(), told, strict=True) if kind != "documents.opened"]
        for someone in (world.seller, world.manager, plot.buyers[0], plot.team[1]):
            news.setdefault(someone.id, []).extend(ids[-sizes.NOTICES :])
        if plot.number == 0:
            world.measured |= {
                "project": str(plot.space),
                "quotation": str(quotations[0]),
                "quotations": [str(pk) for pk in quotations],
                "document": str(documents[0]),
                "schedule_item": str(items[0]),
            }
        world.writer.flush_when_large()
    world.writer.flush()
    return news


def plots(world: World) -> Iterator[Plot]:
    shape, measured = world.shape, sizes.MEASURED_PROJECTS
    others, sides = shape.projects - measured, measured - 1
    spare = {
        "documents": shape.documents - sizes.MAIN_DOCUMENTS - sides * sizes.SIDE_DOCUMENTS,
        "quotations": shape.quotations - sizes.MAIN_QUOTATIONS - sides * sizes.SIDE_QUOTATIONS,
        "schedule_items": shape.schedule_items - sizes.MAIN_SCHEDULE - sides * sizes.SIDE_SCHEDULE,
        "activities": shape.activities - sizes.MAIN_ACTIVITIES - sides * sizes.SIDE_ACTIVITIES,
    }
    # Plans and accounts have their part of the trail, and sign-ins a fiftieth.
    spare["activities"] -= shape.activities // 50 + shape.customers
    spare["activities"] -= sizes.LARGE_PLAN_ACTIONS + sizes.PLAN_ACTIONS * (shape.plans - 1) + shape.plans
    for number in range(shape.projects):
        chance = world.chance("plot", number)
        began = world.now - timedelta(days=chance.randrange(120, 360), hours=chance.randrange(24))
        if number == 0:
            counts = {
                "documents": sizes.MAIN_DOCUMENTS, "quotations": sizes.MAIN_QUOTATIONS, "open_quotations": 2,
                "schedule_items": sizes.MAIN_SCHEDULE, "activities": sizes.MAIN_ACTIVITIES,
            }  # fmt: skip
        elif number < measured:
            # A third of a buyer's projects wait for the buyer at any time.
            counts = {
                "documents": sizes.SIDE_DOCUMENTS, "quotations": sizes.SIDE_QUOTATIONS,
                "open_quotations": int(number % 3 == 0), "schedule_items": sizes.SIDE_SCHEDULE,
                "activities": sizes.SIDE_ACTIVITIES,
            }  # fmt: skip
        else:
            counts = {name: share(total, others, number - measured) for name, total in spare.items()}
            counts["open_quotations"] = min(2, counts["quotations"])
        customer = 0 if number < measured else 1 + number % (len(world.customers) - 1)
        yield Plot(
            number=number,
            space=chance.id_at(began),
            customer=customer,
            began=began,
            team=_team(world, number, chance),
            buyers=world.customer_people[customer][:5],
            **counts,
        )


def _team(world: World, number: int, chance: Chance) -> list[Someone]:
    """The measured seller is in half of all projects, the key account manager in those of the measured customer."""
    rest = world.supplier_people[2:]
    team = chance.sample(rest, 5)
    if number < sizes.MEASURED_PROJECTS:
        team[0], team[3] = world.seller, world.manager
    elif number % 2:
        team[0] = world.seller
    return team


def _lay(world: World, plot: Plot, chance: Chance, trail: Trail) -> None:
    code = f"{CODES[plot.number % len(CODES)]}-{plot.number}"
    spaces = world.writer.table(Space, "id", "created", "kind", "code_name", "supplier_id", "customer_id")
    spaces.add(plot.space, plot.began, "project", code, world.supplier, world.customers[plot.customer])
    phase = list(Phase)[1 + plot.number % 4]
    title = f"{PLACES[plot.number % len(PLACES)]} {chance.of(MACHINES)} {chance.of(WORK)}"
    projects = world.writer.table(Project, "space_id", "name", "description", "phase", "agreed_on")
    agreed = (plot.began + timedelta(days=3)).date()
    projects.add(plot.space, title, f"{title}, measured and offered in steps.", phase.value, agreed)
    _agree(world, plot, chance, agreed)
    _pass_gates(world, plot, phase)
    add_participants(world, plot.space, plot.began, list(zip(SUPPLIER_ROLES, plot.team, strict=True)), "supplier")
    add_participants(world, plot.space, plot.began, list(zip(CUSTOMER_ROLES, plot.buyers, strict=True)), "customer")
    trail.tell(Fact(plot.began, "projects.created", plot.team[0], plot.space))
    trail.tell(Fact(plot.began + timedelta(days=3), "projects.agreement_recorded", plot.team[0], plot.space))
    moved = {"from": Phase.OPPORTUNITY_VALIDATION.value, "to": phase.value}
    trail.tell(Fact(plot.began + timedelta(days=20), "projects.phase_moved", plot.team[0], plot.space, moved))


def _agree(world: World, plot: Plot, chance: Chance, agreed: Any) -> None:
    table = world.writer.table(
        ProjectAgreement, "id", "created", "project_id", "agreed_by", "agreed_on", "tools", "recorded_by_id"
    )
    when, tools = plot.began + timedelta(days=3), [tool.value for tool in Tool]
    table.add(chance.id_at(when), when, plot.space, "Purchase lead", agreed, tools, plot.team[0].id)


def _pass_gates(world: World, plot: Plot, present: Phase) -> None:
    table = world.writer.table(PhasePassage, "project_id", "phase", "planned_on", "passed_at", "passed_by_id")
    gates, ahead = list(GATED), list(GATED).index(present)
    for place, phase in enumerate(gates):
        passed = plot.began + timedelta(days=20 * (place + 1)) if place < ahead else None
        planned = passed or world.now + timedelta(days=15 + 30 * (place - ahead) + plot.number % 9)
        table.add(plot.space, phase.value, planned.date(), passed, plot.team[0].id if passed else None)


def add_participants(world: World, space: UUID, since: datetime, seats: list[tuple[str, Someone]], side: str) -> None:
    table = world.writer.table(
        Participant, "id", "created", "person_id", "space_id", "organisation_id", "side", "role_id", "starts",
        "key_contact",
    )  # fmt: skip
    chance = world.chance("seats", space, side)
    for place, (role, someone) in enumerate(seats):
        table.add(
            chance.id_at(since), since, someone.id, space, someone.organisation, side, role, since,
            place == 0 and side == "supplier",
        )  # fmt: skip


def _fill(world: World, plot: Plot, chance: Chance, trail: Trail, documents: list[UUID]) -> None:
    """The rest of the trail: who opened what. All of it before the news, so that the latest facts stay the same."""
    end = world.now - timedelta(days=15)
    for _number in range(plot.activities - len(trail.facts)):
        when = chance.moment(min(plot.began + timedelta(days=30), end), end)
        trail.tell(Fact(when, "documents.opened", chance.choice(plot.people), chance.choice(documents)))
