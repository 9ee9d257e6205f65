"""Who sees the supplier's side of a relationship with a customer."""

from typing import ClassVar
from uuid import UUID

from coop_plan.accounts.models import Account
from portal.access.organisation_roles import organisations_where
from portal.access.policy import Rule, SpacePolicy, register
from portal.people.choices import OrganisationRoleName
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right, Side

SUPPLIER = frozenset({Side.SUPPLIER})


class AccountPolicy(SpacePolicy[Account]):
    """The account team only: nobody of the customer, whatever rows there may be."""

    model = Account
    kind = "accounts.account"
    confidentiality = Confidentiality.GENERAL
    space_path = "pk"
    since_path = ""
    rules: ClassVar = {
        "view": Rule(Right.READ, sides=SUPPLIER),
        "start_plan": Rule(Right.MANAGE, sides=SUPPLIER),
    }

    def space_id_of(self, obj: Account) -> UUID:
        return obj.pk


account_policy = register(AccountPolicy())


def sells_for(person: Person) -> UUID | None:
    """The supplier's company the person is a seller of, the own one first; None for everybody else."""
    ids = organisations_where(person, OrganisationRoleName.SELLER)
    return (person.organisation_id if person.organisation_id in ids else min(ids)) if ids else None
