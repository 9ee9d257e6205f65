"""Who reads and writes a plan: both sides together, each its own statements."""

from typing import Any, ClassVar, TypeVar
from uuid import UUID

from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import Action, ClockEvent, CoopPlan, Objective, PlanChange, PlanRow, Statement
from portal.access.policy import Rule, SpacePolicy, register
from portal.access.rights import SpaceRights, fresh, rights_in
from portal.core.errors import Forbidden, NotVisible
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right, Side, SpaceKind
from portal.spaces.models import Space

R = TypeVar("R", bound=PlanRow)
PRESENT, REMOVED = "present", "removed"


class CoopPlanPolicy(SpacePolicy[CoopPlan]):
    """A plan is one text of the general class: who may not read that has nothing to find here, its name included."""

    model = CoopPlan
    kind = "plans.plan"
    confidentiality = Confidentiality.GENERAL
    space_path = "pk"
    since_path = ""
    rules: ClassVar = {
        "view": Rule(Right.READ),
        # Vision and rows; for a row that does not exist yet this is the right to add it.
        "write": Rule(Right.ADD),
        # Name, horizon and the customer's agreement.
        "arrange": Rule(Right.MANAGE),
    }

    def space_id_of(self, obj: CoopPlan) -> UUID:
        return obj.pk


class PlanRowPolicy(SpacePolicy[R]):
    """A row belongs to both sides; a removed one can only be brought back.

    A plan is one text: who joined late still reads it as it is now, only its history begins with the joining.
    """

    confidentiality = Confidentiality.GENERAL
    space_path = "plan"
    since_path = ""
    rules: ClassVar = {
        "view": Rule(Right.READ),
        "edit": Rule(Right.ADD, states=frozenset({PRESENT})),
        "remove": Rule(Right.ADD, states=frozenset({PRESENT})),
        "restore": Rule(Right.ADD, states=frozenset({REMOVED})),
    }

    def state_of(self, obj: R) -> str:
        return REMOVED if obj.removed else PRESENT


class StatementPolicy(PlanRowPolicy[Statement]):
    """Each side speaks for itself: the other side reads its statements and cannot change them."""

    model = Statement
    kind = "plans.statement"

    def allows(self, person: Person, action: str, obj: Statement, rights: SpaceRights) -> bool:
        return action == "view" or obj.side == rights.side


class ObjectivePolicy(PlanRowPolicy[Objective]):
    model = Objective
    kind = "plans.objective"


class ActionPolicy(PlanRowPolicy[Action]):
    model = Action
    kind = "plans.action"


class ClockEventPolicy(PlanRowPolicy[ClockEvent]):
    model = ClockEvent
    kind = "plans.clock_event"


class PlanChangePolicy(SpacePolicy[PlanChange]):
    """The history, with old and new texts: for who reads the plan, from the day they may look back to."""

    model = PlanChange
    kind = "plans.change"
    confidentiality = Confidentiality.GENERAL
    rules: ClassVar = {"view": Rule(Right.READ)}


plan_policy = register(CoopPlanPolicy())
statement_policy = register(StatementPolicy())
objective_policy = register(ObjectivePolicy())
action_policy = register(ActionPolicy())
clock_event_policy = register(ClockEventPolicy())
plan_change_policy = register(PlanChangePolicy())

ROW_POLICIES: dict[RowKind, PlanRowPolicy[Any]] = {
    RowKind.STATEMENT: statement_policy,
    RowKind.OBJECTIVE: objective_policy,
    RowKind.ACTION: action_policy,
    RowKind.CLOCK_EVENT: clock_event_policy,
}


def may_start(rights: SpaceRights) -> bool:
    """A plan is started from the account, by those who manage its people."""
    return rights.side == Side.SUPPLIER and rights.has(Right.MANAGE, Confidentiality.GENERAL)


def require_may_start(person: Person, account: Space) -> SpaceRights:
    """Raises: NotVisible: no participant of that account. Forbidden: takes part without managing its people."""
    with fresh():
        rights = rights_in(person, account.pk)
    if rights is None or account.kind != SpaceKind.ACCOUNT:
        raise NotVisible
    if not may_start(rights):
        raise Forbidden
    return rights
