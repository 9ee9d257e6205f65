"""Accounts with their orders, and co-operation plans; and the sign-ins that fill the installation's own chain."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from bench.build.projects import add_participants
from bench.build.shape import LARGE_PLAN_ACTIONS, PLAN_ACTIONS, share
from bench.build.trail import Trail
from bench.build.words import DEEDS
from bench.build.world import YEAR, Chance, Fact, Someone, World
from coop_plan.accounts.models import Account
from coop_plan.plans.models import Action, ClockEvent, CoopPlan, Objective, PlanChange, Statement
from portal.activity.models import Activity
from portal.spaces.models import Space
from sales_module.orders.models import Order, OrderLine

TEAM = ("key_account_manager", "sales_manager", "account_team_member")
CUSTOMERS = ("purchase_lead", "decision_maker", "technical_expert")


def build_accounts(world: World) -> None:
    """One account for each customer; the measured manager looks after the first ten."""
    chance, opened = world.chance("accounts"), world.now - YEAR
    spaces = world.writer.table(Space, "id", "created", "kind", "code_name", "supplier_id", "customer_id")
    accounts = world.writer.table(Account, "space_id", "created")
    for number, customer in enumerate(world.customers):
        space = chance.id_at(opened)
        spaces.add(space, opened, "account", f"ACCOUNT-{number}", world.supplier, customer)
        accounts.add(space, opened)
        team = chance.sample(world.supplier_people[2:], 3)
        if number < 10:
            team[0] = world.manager
        add_participants(world, space, opened, list(zip(TEAM, team, strict=True)), "supplier")
        trail = Trail(world, space)
        trail.tell(Fact(opened, "accounts.opened", team[0], space))
        trail.write()
        for place in range(share(world.shape.orders, len(world.customers), number)):
            _order(world, chance, space, number, place)
        if number == 0:
            world.measured["account"] = str(space)
    world.writer.flush()


def _order(world: World, chance: Chance, space: UUID, customer: int, number: int) -> None:
    ordered = (world.now - timedelta(days=chance.randrange(5, 350))).date()
    due = ordered + timedelta(days=42)
    delivered = due + timedelta(days=chance.randrange(-6, 5)) if due < world.now.date() else None
    pk, total = chance.id_at(world.now), Decimal(chance.randrange(10_000, 4_000_000)) / 100
    key = f"{customer}-{number}"
    world.writer.table(
        Order, "id", "created", "space_id", "number", "ordered", "due", "delivered", "currency", "subtotal",
        "import_source", "import_key",
    ).add(
        pk, world.now, space, f"O-{key}", ordered, due, delivered, "EUR", total * 3, "bench", key
    )  # fmt: skip
    lines = world.writer.table(
        OrderLine, "id", "created", "order_id", "position", "part_code", "description", "quantity", "unit_price",
        "line_total",
    )  # fmt: skip
    for position in range(3):
        code = f"BM-{chance.randrange(world.shape.products):05}"
        lines.add(chance.id_at(world.now), world.now, pk, position, code, f"Part {code}", Decimal(1), total, total)


def build_plans(world: World) -> None:
    """The first plan of the measured customer has thirty actions, the second five hundred; the others thirty each."""
    for number in range(world.shape.plans):
        customer = 0 if number < 2 else 1 + number % (len(world.customers) - 1)
        _plan(world, number, customer, LARGE_PLAN_ACTIONS if number == 1 else PLAN_ACTIONS)
        world.writer.flush_when_large()
    world.writer.flush()


def _plan(world: World, number: int, customer: int, actions: int) -> None:
    chance, began = world.chance("plan", number), world.now - timedelta(days=300 - number)
    space = chance.id_at(began)
    team = chance.sample(world.supplier_people[2:], 3)
    if number < 5:
        team[0] = world.manager
    buyers = world.customer_people[customer][:3]
    world.writer.table(Space, "id", "created", "kind", "code_name", "supplier_id", "customer_id").add(
        space, began, "plan", f"PLAN-{number}", world.supplier, world.customers[customer]
    )
    world.writer.table(
        CoopPlan, "space_id", "created", "name", "vision", "agreed_by", "agreed_on", "agreement_recorded_by_id"
    ).add(
        space, began, f"Co-operation plan {number}", "The line runs at the design speed without unplanned stops.",
        "Mill manager", date(began.year, began.month, began.day), team[0].id,
    )  # fmt: skip
    add_participants(world, space, began, list(zip(TEAM, team, strict=True)), "supplier")
    add_participants(world, space, began, list(zip(CUSTOMERS, buyers, strict=True)), "customer")
    trail = Trail(world, space)
    trail.tell(Fact(began, "plans.created", team[0], space))
    _rows(world, chance, trail, space, [*team, *buyers], actions)
    trail.write()
    if number < 2:
        world.measured["large_plan" if number else "plan"] = str(space)


def _rows(world: World, chance: Chance, trail: Trail, plan: UUID, people: list[Someone], actions: int) -> None:
    statements = world.writer.table(Statement, "id", "created", "plan_id", "position", "side", "kind", "text")
    for position in range(12):
        side = ("supplier", "customer")[position % 2]
        kind = ("priority", "ambition", "expectation")[position // 2 % 3]
        statements.add(chance.id_at(world.now), world.now, plan, position, side, kind, DEEDS[position % len(DEEDS)])
    objectives = world.writer.table(
        Objective, "id", "created", "plan_id", "position", "title", "measure", "unit", "baseline", "target", "actual",
        "due",
    )  # fmt: skip
    due, ids = (world.now + timedelta(days=200)).date(), []
    for position in range(6):
        ids.append(chance.id_at(world.now))
        objectives.add(
            ids[-1], world.now, plan, position, DEEDS[position], "Share of deliveries on time", "%", Decimal(80),
            Decimal(95), Decimal(80 + position), due,
        )  # fmt: skip
    table = world.writer.table(
        Action, "id", "created", "plan_id", "position", "objective_id", "title", "owner_id", "due", "state", "progress"
    )
    for position in range(actions):
        when = world.now - timedelta(days=260 * (actions - position) / actions, minutes=position)
        state = ("done", "doing", "open")[position % 3]
        action = chance.id_at(when)
        title = f"{DEEDS[position % len(DEEDS)]} {position + 1}"
        # The measured buyer owns a few, the same number in each data set.
        owner = people[position % len(people)] if actions == PLAN_ACTIONS else people[1 + position % 2]
        planned = (world.now + timedelta(days=10 + position % 60)).date()
        table.add(
            action, when, plan, position, ids[position % 6], title, owner.id, planned, state,
            {"done": 100, "doing": 40, "open": 0}[state],
        )  # fmt: skip
        _change(world, chance, trail, plan, action, title, owner, when)
    clock = world.writer.table(ClockEvent, "id", "created", "plan_id", "position", "month", "day", "kind", "title")
    for month in range(1, 13):
        kind = ("review", "budget", "negotiation", "survey")[month % 4]
        clock.add(chance.id_at(world.now), world.now, plan, month, month, 15, kind, f"Yearly {kind} {month}")


def _change(
    world: World, chance: Chance, trail: Trail, plan: UUID, action: UUID, title: str, who: Someone, made: datetime
) -> None:
    world.writer.table(
        PlanChange, "id", "created", "space_id", "row_kind", "row_id", "version", "field", "new", "actor_key"
    ).add(chance.id_at(made), made, plan, "action", action, 1, "title", title, who.key)
    trail.tell(Fact(made, "plans.action_added", who, plan, {"row": str(action)}))


def build_sign_ins(world: World) -> None:
    """What the installation itself tells, up to the number of activities asked for."""
    trail, chance = Trail(world, None), world.chance("sign-ins")
    everyone = [*world.supplier_people, *(someone for six in world.customer_people for someone in six)]
    for _number in range(world.shape.activities - world.writer.tables[Activity].written):
        someone = chance.choice(everyone)
        when = chance.moment(world.now - YEAR, world.now - timedelta(hours=1))
        trail.tell(Fact(when, "people.signed_in", someone, someone.id))
    trail.write()
    world.writer.flush()
