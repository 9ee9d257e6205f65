"""A plan and an account with the cast in them."""

from datetime import date
from typing import Any

from coop_plan.accounts.models import Account
from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import CoopPlan
from coop_plan.plans.services import row_add
from portal.people.models import Organisation, Person
from portal.spaces.choices import Side, SpaceKind
from portal.spaces.models import Space
from portal.spaces.services import account_space_ensure
from tests.conftest import Cast, seat, seat_team

ACCOUNT_TEAM = {
    "kam": "key_account_manager",
    "sales": "sales_manager",
    "pricing": "pricing_engineer",
    "tech": "account_team_member",
}


def plan_with_cast(cast: Cast, supplier: Organisation, customer: Organisation) -> CoopPlan:
    """POLARIS: the same people as in project AURORA."""
    space = Space.objects.create(kind=SpaceKind.PLAN, code_name="POLARIS", supplier=supplier, customer=customer)
    seat_team(cast, space)
    return CoopPlan.objects.create(
        space=space,
        name="Line 3 to 97 %",
        agreed_by="Dagmar Holm",
        agreed_on=date(2026, 9, 1),
        agreement_recorded_by=cast.kam,
    )


def account_with_cast(cast: Cast, supplier: Organisation, customer: Organisation) -> Account:
    """The customer's account: manager, seller, pricing (reads orders) and a team member (does not)."""
    space = account_space_ensure(supplier=supplier, customer=customer)
    for name, role in ACCOUNT_TEAM.items():
        seat(getattr(cast, name), space, Side.SUPPLIER, role)
    return Account.objects.create(space=space)


VALUES: dict[RowKind, dict[str, Any]] = {
    RowKind.STATEMENT: {"kind": "priority", "text": "Fewer stops"},
    RowKind.OBJECTIVE: {"title": "Stops of line 3", "unit": "h", "baseline": 120, "target": 24},
    RowKind.ACTION: {"title": "Agree on wear parts", "due": date(2026, 12, 1)},
    RowKind.CLOCK_EVENT: {"title": "Steering group", "kind": "review", "month": 3, "day": 12},
}


def row_of(plan: CoopPlan, actor: Person, row_kind: RowKind, /, **more: Any) -> Any:
    """A row written by `actor`; an action is the actor's own unless said otherwise."""
    values = {**VALUES[row_kind], **({"owner": actor.pk} if row_kind == RowKind.ACTION else {}), **more}
    return row_add(actor=actor, plan=plan, kind=row_kind, values=values)
