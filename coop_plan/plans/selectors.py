"""Reads of plans, each through the policy."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from coop_plan.plans import rows as views
from coop_plan.plans.calculations import counted_from, is_worth_noting
from coop_plan.plans.choices import UNFINISHED, RowKind
from coop_plan.plans.history import change_rows, changes_of, rows_of
from coop_plan.plans.models import Action, ClockEvent, CoopPlan, Objective, PlanChange, PlanVisit
from coop_plan.plans.policies import ROW_POLICIES, action_policy, clock_event_policy, plan_policy, require_may_start
from coop_plan.plans.rows import Change, Clock, RowView, SideColumn
from portal.access.policy import space_of
from portal.access.prepared import prepared
from portal.access.rights import remembered
from portal.activity.models import PersonKey
from portal.core.errors import InvalidInput, NotVisible
from portal.people.models import Person
from portal.spaces.choices import Side
from portal.spaces.models import Participant, Role, Space
from portal.spaces.policies import participant_policy
from portal.spaces.selectors import SpaceFrame, participant_list, roles_to_give, space_frame

LATEST_SHOWN = 10
CONTACTS_OFFERED = 50
PLANS_ON_HOME = 50


# --- plans and rows --------------------------------------------------------------------------------------------------


def plan_list(*, person: Person) -> QuerySet[Any]:
    """The plans the person reads, with how many actions are open and late and when something last changed."""
    today = timezone.localdate()
    unfinished = Action.objects.filter(plan=OuterRef("pk"), removed=None, state__in=UNFINISHED).order_by()
    counted = unfinished.values("plan").annotate(n=Count("pk"))
    late = unfinished.filter(due__lt=today).values("plan").annotate(n=Count("pk"))
    changed = PlanChange.objects.filter(space=OuterRef("pk")).order_by().values("space").annotate(at=Max("created"))
    return (
        plan_policy.visible(person)
        .select_related("space__supplier", "space__customer")
        .annotate(
            open_actions=Subquery(counted.values("n")),
            late_actions=Subquery(late.values("n")),
            last_change=Subquery(changed.values("at")),
        )
        .order_by(F("last_change").desc(nulls_last=True), "-pk")
    )


def plans_on_home(*, person: Person) -> list[Any]:
    """(id, code name, name, open actions) of the plans the person reads, newest first. One query."""
    return _plans_on_home(person=person)


@prepared
def _plans_on_home(person: Person) -> QuerySet[CoopPlan, Any]:
    unfinished = Action.objects.filter(plan=OuterRef("pk"), removed=None, state__in=UNFINISHED).order_by()
    counted = unfinished.values("plan").annotate(n=Count("pk"))
    plans = plan_policy.visible(person).annotate(open_actions=Subquery(counted.values("n"))).order_by("-pk")
    return plans.values_list("pk", "space__code_name", "name", "open_actions")[:PLANS_ON_HOME]


def plans_with(*, person: Person, customer_id: UUID, supplier_id: UUID) -> QuerySet[Any]:
    """The plans with one customer that the person takes part in."""
    return plan_list(person=person).filter(space__customer=customer_id, space__supplier=supplier_id)


def plan_get(*, person: Person, pk: UUID) -> CoopPlan:
    """Raises: NotVisible."""
    rows = plan_policy.visible(person, space_id=pk).select_related("space__supplier", "space__customer")
    return plan_policy.get(person, pk, rows)


def row_get(*, person: Person, plan_id: UUID, kind: str, pk: UUID) -> Any:
    """One row of one plan, a removed one too. Raises: NotVisible, for an unknown kind as well."""
    if kind not in ROW_POLICIES:
        raise NotVisible
    policy = ROW_POLICIES[RowKind(kind)]
    return policy.get(person, pk, policy.visible(person, space_id=plan_id).select_related("plan__space"))


def row_or_plan(*, person: Person, plan_id: UUID, kind: str, pk: UUID) -> Any:
    """The same, where the plan counts as the only row of its own kind. Raises: NotVisible."""
    if kind == RowKind.PLAN and pk == plan_id:
        return plan_get(person=person, pk=pk)
    return row_get(person=person, plan_id=plan_id, kind=kind, pk=pk)


def row_list(*, person: Person, plan_id: UUID, kind: RowKind) -> QuerySet[Any]:
    """The present rows of one kind in their order."""
    return ROW_POLICIES[kind].visible(person, space_id=plan_id).filter(removed=None)


def owners(*, person: Person, plan_id: UUID) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who may own an action, by company: everybody taking part whom the person may see."""
    rows = (
        participant_policy.visible(person, space_id=plan_id)
        .filter(Participant.active())
        .select_related("person", "organisation")
        .order_by("-side", "organisation__name", "person__name", "pk")
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.organisation.name, []).append((str(row.person_id), row.person.shown_name))
    return list(found.items())


# --- the page --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanPage:
    plan: CoopPlan
    frame: SpaceFrame
    abilities: frozenset[str]
    columns: list[SideColumn]
    objectives: list[RowView]
    actions: list[RowView]
    clock: Clock
    owners: list[tuple[str, list[tuple[str, str]]]]
    changes: list[Change]
    since: datetime | None
    # Whether this look at the page is to be noted: not when the last one was a moment ago.
    is_new_visit: bool
    moved: int
    plan_moved: bool
    open_actions: int
    late_actions: int

    @property
    def may_write(self) -> bool:
        return "write" in self.abilities


def plan_page(*, person: Person, pk: UUID) -> PlanPage:
    """Everything on the plan's page. Queries do not grow with the plan. Raises: NotVisible."""
    visits = PlanVisit.objects.filter(plan=OuterRef("pk"), person=person)
    rows: QuerySet[Any] = plan_policy.visible(person, space_id=pk).annotate(
        visited=Subquery(visits.values("last")), visited_before=Subquery(visits.values("before"))
    )
    plan: Any = plan_policy.get(person, pk, rows)
    frame = space_frame(person=person, space_id=pk, current="plans:detail")
    plan.space = frame.space
    today, now = timezone.localdate(), timezone.now()
    abilities = plan_policy.abilities(person, plan)
    may = "write" in abilities
    found: dict[RowKind, list[Any]] = {kind: list(rows_of(plan, kind)) for kind in ROW_POLICIES}
    since = counted_from(plan.visited, plan.visited_before, now)
    changes = changes_of(person=person, space_id=pk, rows=[plan, *(row for rows in found.values() for row in rows)])
    moved = _moved(person, pk, since)
    objectives: dict[UUID, str] = {row.pk: row.title for row in found[RowKind.OBJECTIVE]}
    shown_rows = {kind: views.present(rows) for kind, rows in found.items()}
    actions = [
        views.action_view(row, may_edit=may, moved=row.pk in moved, today=today, objectives=objectives)
        for row in shown_rows[RowKind.ACTION]
    ]
    return PlanPage(
        plan=plan,
        frame=frame,
        abilities=abilities,
        columns=views.side_columns(
            shown_rows[RowKind.STATEMENT], sides=sides_of(plan), my_side=frame.rights.side, may_write=may, moved=moved
        ),
        objectives=[
            views.objective_view(row, may_edit=may, moved=row.pk in moved, today=today)
            for row in shown_rows[RowKind.OBJECTIVE]
        ],
        actions=in_order(actions),
        clock=views.clock(
            [
                views.clock_view(row, may_edit=may, moved=row.pk in moved, today=today)
                for row in shown_rows[RowKind.CLOCK_EVENT]
            ],
            today,
        ),
        owners=owners(person=person, plan_id=pk) if may else [],
        changes=changes[:LATEST_SHOWN],
        since=since,
        is_new_visit=is_worth_noting(plan.visited, now),
        moved=len(moved),
        plan_moved=pk in moved,
        open_actions=sum(view.row.state in UNFINISHED for view in actions),
        late_actions=sum(view.late for view in actions),
    )


def sides_of(plan: CoopPlan) -> dict[Side, str]:
    customer = plan.space.customer
    return {Side.CUSTOMER: customer.name if customer else "", Side.SUPPLIER: plan.space.supplier.name}


def row_view(*, person: Person, row: Any) -> RowView:
    """One row as the page shows it, after it was saved."""
    today, may = timezone.localdate(), ROW_POLICIES[row.row_kind].can(person, "edit", row)
    if isinstance(row, Objective):
        return views.objective_view(row, may_edit=may, moved=False, today=today)
    if isinstance(row, Action):
        names = {row.objective.pk: row.objective.title} if row.objective else {}
        return views.action_view(row, may_edit=may, moved=False, today=today, objectives=names)
    if isinstance(row, ClockEvent):
        return views.clock_view(row, may_edit=may, moved=False, today=today)
    return RowView(row, may)


def in_order(actions: list[RowView]) -> list[RowView]:
    """What is unfinished first, the nearest due day on top; what is done or dropped below, the latest first."""
    unfinished = [view for view in actions if view.row.state in UNFINISHED]
    finished = [view for view in actions if view.row.state not in UNFINISHED]
    unfinished.sort(key=lambda view: (view.row.due is None, view.row.due or date.max, view.row.position))
    return [*unfinished, *reversed(finished)]


def _moved(person: Person, space_id: UUID, since: datetime | None) -> set[UUID]:
    """The rows others changed since then, the plan's own texts under the plan's id."""
    if since is None:
        return set()
    mine = PersonKey.objects.filter(person=person.pk).values("key")
    found = change_rows(person=person, space_id=space_id).filter(created__gt=since).exclude(actor_key__in=mine)
    return set(found.order_by().values_list("row_id", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class WholePlan:
    """A plan with its present rows, for programs."""

    plan: CoopPlan
    statements: list[Any]
    objectives: list[Any]
    actions: list[Any]
    clock_events: list[Any]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plan, name)


def plan_whole(*, person: Person, pk: UUID) -> WholePlan:
    """Raises: NotVisible."""
    plan = plan_get(person=person, pk=pk)
    found = [views.present(rows_of(plan, kind)) for kind in ROW_POLICIES]
    return WholePlan(plan, *found)


# --- starting a plan -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody to start the plan with."""

    person: Person
    side: Side
    role: Role


@dataclass(frozen=True, slots=True)
class PlanStart:
    """What the form of a new plan offers: the account's team with their roles, and the customer's people."""

    account: Space
    team: list[tuple[Person, str]]
    contacts: list[Person]
    team_roles: list[Role]
    contact_roles: list[Role]


def plan_start(*, person: Person, account: str) -> PlanStart:
    """Raises: NotVisible: no account of the person's. Forbidden: does not manage its people."""
    try:
        space = space_of(UUID(account))
    except ValueError:
        raise NotVisible from None
    require_may_start(person, space)
    team = participant_list(person=person, space_id=space.pk)
    contacts = Person.objects.filter(organisation=space.customer_id, is_active=True)
    return PlanStart(
        account=space,
        team=[(each.person, each.role_id) for each in team if each.person_id != person.pk],
        contacts=list(contacts.order_by("-can_sign_in", "name", "pk")[:CONTACTS_OFFERED]),
        team_roles=roles_to_give(person=person, space_id=space.pk, side=Side.SUPPLIER),
        contact_roles=roles_to_give(person=person, space_id=space.pk, side=Side.CUSTOMER),
    )


def seats_of(*, person: Person, account: UUID, given: list[dict[str, Any]]) -> list[Seat]:
    """People named by id as the service takes them. Raises: NotVisible, Forbidden, InvalidInput: not on offer."""
    start = plan_start(person=person, account=str(account))
    offered = {
        Side.SUPPLIER: ({p.pk: p for p, _role in start.team}, {role.code: role for role in start.team_roles}),
        Side.CUSTOMER: ({p.pk: p for p in start.contacts}, {role.code: role for role in start.contact_roles}),
    }
    seats = []
    for number, each in enumerate(given):
        people, roles = offered[Side(each["side"])]
        if each["person"] not in people or each["role"] not in roles:
            raise InvalidInput(fields={f"seats.{number}": [_("This person or role is not on offer here.")]})
        seats.append(Seat(people[each["person"]], Side(each["side"]), roles[each["role"]]))
    return seats


# --- Home ------------------------------------------------------------------------------------------------------------


def my_actions(*, person: Person) -> list[Action]:
    """The person's own unfinished actions with a due day, soonest first. One query, shared within an answer."""
    return remembered(("my plan actions", person.pk), lambda: _my_actions(person=person))


@prepared
def _my_actions(person: Person) -> QuerySet[Action]:
    rows = action_policy.visible(person).filter(owner=person.pk, removed=None, state__in=UNFINISHED)
    return rows.exclude(due=None).order_by("due", "pk")[:50]


def clock_events(*, person: Person) -> list[ClockEvent]:
    """The events with a day in all plans the person reads."""
    return _clock_events(person=person)


@prepared
def _clock_events(person: Person) -> QuerySet[ClockEvent]:
    rows = clock_event_policy.visible(person).filter(removed=None).exclude(day=None)
    return rows.order_by("month", "day", "pk")[:200]
