"""Who sees a project, who steers it."""

from typing import ClassVar

from portal.access.organisation_roles import holds
from portal.access.policy import Rule, SpaceRootPolicy, register
from portal.people.choices import OrganisationRoleName
from portal.people.models import Person
from portal.spaces.choices import Right, Side
from sales_module.projects.choices import OPEN_PHASES, Phase
from sales_module.projects.models import Project

SUPPLIER = frozenset({Side.SUPPLIER})


class ProjectPolicy(SpaceRootPolicy[Project]):
    """Taking part shows the code name; "read" shows the rest. The supplier's deciders steer; either side's managers
    record what the customer wants: withdrawal from the portal, release from secrecy."""

    model = Project
    kind = "projects.project"
    rules: ClassVar = {
        "view": Rule(Right.READ),
        "read": Rule(Right.READ),
        "change": Rule(Right.DECIDE, sides=SUPPLIER),
        "plan_gates": Rule(Right.DECIDE, sides=SUPPLIER, states=OPEN_PHASES),
        "pass_gate": Rule(Right.DECIDE, sides=SUPPLIER, states=OPEN_PHASES),
        "close": Rule(Right.MANAGE, sides=SUPPLIER, states=OPEN_PHASES),
        "reopen": Rule(Right.MANAGE, sides=SUPPLIER, states=frozenset({Phase.CLOSED})),
        "record_agreement": Rule(Right.MANAGE, sides=SUPPLIER),
        "withdraw_agreement": Rule(Right.MANAGE),
        "release": Rule(Right.MANAGE),
    }

    def state_of(self, obj: Project) -> str:
        return obj.phase


project_policy = register(ProjectPolicy())


def may_create(person: Person) -> bool:
    """Sellers of the supplier start projects."""
    return holds(person, OrganisationRoleName.SELLER)
