"""Accounts, and the co-operation plan Kymi and Aava keep together."""

from decimal import Decimal
from uuid import UUID

from coop_plan.accounts.services import account_open
from coop_plan.plans.choices import ActionState, ClockKind, RowKind, StatementKind
from coop_plan.plans.models import Action, CoopPlan, Objective
from coop_plan.plans.services import Seat, plan_change, plan_create, row_add, row_change
from demo.cast import Cast
from demo.clock import Story, at, day
from portal.people.models import Person
from portal.spaces.choices import Side
from portal.spaces.models import Role
from portal.spaces.services import participant_add

PRIORITIES = [
    ("kam", "priority", "Be the first call when board machine 3 stands still"),
    ("kam", "ambition", "One maintenance agreement for all three machines"),
    ("kam", "expectation", "Twelve months' notice of planned shutdowns"),
    ("buyer", "priority", "Uptime of board machine 3 above 94 %"),
    ("buyer", "ambition", "Specific energy 10 % down in three years"),
    ("buyer", "expectation", "Spare parts promised for a day come that day"),
]


def partnership(cast: Cast) -> Story:
    yield at(-340, 9)
    account = account_open(actor=cast.kam, customer_id=cast.aava.pk)
    for person, role in ((cast.sales, "sales_manager"), (cast.tech, "field_service")):
        participant_add(
            actor=cast.kam, space_id=account.pk, person=person, side=Side.SUPPLIER, role=Role.objects.get(code=role)
        )
    account_open(actor=cast.kam, customer_id=cast.tammer.pk)
    yield from _plan(cast, account.pk)


def _plan(cast: Cast, account_id: UUID) -> Story:
    yield at(-320, 10)
    seats = [
        Seat(cast.sales, Side.SUPPLIER, Role.objects.get(code="sales_manager")),
        Seat(cast.tech, Side.SUPPLIER, Role.objects.get(code="technology_manager")),
        Seat(cast.buyer, Side.CUSTOMER, Role.objects.get(code="purchase_lead")),
        Seat(cast.director, Side.CUSTOMER, Role.objects.get(code="decision_maker")),
        Seat(cast.expert, Side.CUSTOMER, Role.objects.get(code="technical_expert")),
    ]
    plan = plan_create(
        actor=cast.kam,
        account_id=account_id,
        name="Aava and Kymi, three years",
        code_name="TALVI",
        horizon_months=36,
        agreed_by=cast.director.name,
        agreed_on=day(-322),
        seats=seats,
    )
    for who, kind, text in PRIORITIES:
        actor: Person = getattr(cast, who)
        row_add(actor=actor, plan=plan, kind=RowKind.STATEMENT, values={"kind": StatementKind(kind), "text": text})
    yield at(-318, 13)
    plan.refresh_from_db()
    plan_change(
        actor=cast.director,
        plan=plan,
        version=plan.version,
        values={
            "vision": "The Kotka mill makes the most even board in the Nordics with the fewest stops. Both earn by it."
        },
    )
    yield at(-300, 9)
    uptime = _objective(
        cast.kam, plan, "Uptime of board machine 3", "Share of scheduled time", "%", "91.2", "94", "93.1", 240
    )
    energy = _objective(cast.buyer, plan, "Energy per tonne", "Specific heat energy", "GJ/t", "6.4", "5.8", "6.1", 600)
    parts = _objective(
        cast.buyer, plan, "Spare parts on the promised day", "On-time delivery", "%", "81", "95", "82.7", 120
    )
    felt = _action(cast.kam, plan, uptime, "Weekly felt condition report", cast.tech, -200)
    study = _action(cast.buyer, plan, energy, "Steam and condensate study", cast.expert, -90)
    stock = _action(cast.buyer, plan, parts, "Agree which parts are kept in Kotka", cast.sales, 20)
    _action(cast.kam, plan, uptime, "Train two shifts in belt changing", cast.kam, 45)
    _action(cast.director, plan, energy, "Decide on hood heat recovery", cast.director, 90)
    for month, date_, kind, title in [
        (1, 15, ClockKind.REVIEW, "Steering group"),
        (3, None, ClockKind.MARKET_INSIGHT, "Market insight day"),
        (5, 20, ClockKind.SURVEY, "How is the co-operation going?"),
        (7, None, ClockKind.SHUTDOWN, "Summer shutdown, board machine 3"),
        (9, 10, ClockKind.NEGOTIATION, "Yearly price negotiation"),
        (11, 30, ClockKind.BUDGET, "Maintenance budget of the mill"),
    ]:
        values = {"month": month, "day": date_, "kind": kind, "title": title}
        row_add(actor=cast.kam, plan=plan, kind=RowKind.CLOCK_EVENT, values=values)
    yield at(-190, 9)
    row_change(actor=cast.tech, row=felt, version=felt.version, values={"state": ActionState.DONE, "progress": 100})
    yield at(-80, 14)
    study.refresh_from_db()
    row_change(actor=cast.expert, row=study, version=study.version, values={"state": ActionState.DOING, "progress": 60})
    yield at(-4, 9)
    stock.refresh_from_db()
    row_change(actor=cast.sales, row=stock, version=stock.version, values={"state": ActionState.DOING, "progress": 25})


def _objective(
    actor: Person,
    plan: CoopPlan,
    title: str,
    measure: str,
    unit: str,
    baseline: str,
    target: str,
    actual: str,
    due: int,
) -> Objective:
    values = {
        "title": title,
        "measure": measure,
        "unit": unit,
        "baseline": Decimal(baseline),
        "target": Decimal(target),
        "actual": Decimal(actual),
        "due": day(due),
    }
    return row_add(actor=actor, plan=plan, kind=RowKind.OBJECTIVE, values=values)


def _action(actor: Person, plan: CoopPlan, objective: Objective, title: str, owner: Person, due: int) -> Action:
    values = {"objective": objective.pk, "title": title, "owner": owner.pk, "due": day(due), "state": ActionState.OPEN}
    return row_add(actor=actor, plan=plan, kind=RowKind.ACTION, values=values)
