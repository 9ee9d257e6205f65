"""The cast every test plays with: who they are, and who stands where in the main project."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields

import pytest
from django.db import transaction
from django.test import Client

from portal.people.choices import OrganisationRoleName as OrgRole
from portal.people.models import Organisation, Person
from portal.spaces.choices import Side, SpaceKind
from portal.spaces.models import Participant, Space
from tests.factories.people import OrganisationFactory, OrganisationRoleFactory, PersonFactory


@dataclass(frozen=True)
class Cast:
    """Kymi sells, Aava buys, Brattsund is the rival. In project AURORA unless said otherwise."""

    sales: Person  # Kymi, sales manager, key contact
    tech: Person  # Kymi, technology manager
    pricing: Person  # Kymi, pricing engineer
    kam: Person  # Kymi, key account manager
    othersales: Person  # Kymi, seller, in another project only
    admin: Person  # Kymi, installation administrator, participant of nothing
    buyer: Person  # Aava, purchase lead
    expert: Person  # Aava, technical expert
    director: Person  # Aava, decision maker
    colleague: Person  # Aava, outside the purchase team
    people: Person  # Aava, people administrator, participant of nothing
    rival: Person  # Brattsund, purchase lead of another project
    consult: Person  # Norrmark, consultant on the customer's side, in Aava's and in Brattsund's project
    field: Person  # Saimaflow, sub-supplier on the supplier's side
    former: Person  # Aava, took part once

    def everyone(self) -> dict[str, Person]:
        return {f.name: getattr(self, f.name) for f in fields(self)}


@pytest.fixture
def kymi(db: None) -> Organisation:
    return OrganisationFactory(name="Kymi Machinery", in_supplier_group=True)


@pytest.fixture
def aava(db: None) -> Organisation:
    return OrganisationFactory(name="Aava Board")


@pytest.fixture
def brattsund(db: None) -> Organisation:
    return OrganisationFactory(name="Brattsund Paper")


def _person(organisation: Organisation, name: str, domain: str, *roles: OrgRole) -> Person:
    person = PersonFactory(organisation=organisation, email=f"{name}@{domain}.example", name=name.title())
    for role in (OrgRole.MEMBER, *roles):
        OrganisationRoleFactory(person=person, organisation=organisation, role=role)
    return person


@pytest.fixture
def cast(kymi: Organisation, aava: Organisation, brattsund: Organisation) -> Cast:
    norrmark = OrganisationFactory(name="Norrmark Consulting")
    saimaflow = OrganisationFactory(name="Saimaflow")
    return Cast(
        sales=_person(kymi, "sales", "kymi", OrgRole.SELLER),
        tech=_person(kymi, "tech", "kymi"),
        pricing=_person(kymi, "pricing", "kymi", OrgRole.CATALOGUE_EDITOR),
        kam=_person(kymi, "kam", "kymi", OrgRole.SELLER),
        othersales=_person(kymi, "othersales", "kymi", OrgRole.SELLER),
        admin=_person(kymi, "admin", "kymi", OrgRole.INSTALLATION_ADMINISTRATOR, OrgRole.IMPORTER),
        buyer=_person(aava, "buyer", "aava"),
        expert=_person(aava, "expert", "aava"),
        director=_person(aava, "director", "aava"),
        colleague=_person(aava, "colleague", "aava"),
        people=_person(aava, "people", "aava", OrgRole.PEOPLE_ADMINISTRATOR),
        rival=_person(brattsund, "buyer", "brattsund"),
        consult=_person(norrmark, "consult", "norrmark"),
        field=_person(saimaflow, "field", "saimaflow"),
        former=_person(aava, "former", "aava"),
    )


def seat(person: Person, space: Space, side: Side, role: str, **more: object) -> Participant:
    """Puts a person into a space without asking anyone: for arranging only."""
    return Participant.objects.create(
        person=person, space=space, organisation=person.organisation, side=side, role_id=role, **more
    )


AURORA_TEAM = {
    "sales": (Side.SUPPLIER, "sales_manager"),
    "tech": (Side.SUPPLIER, "technology_manager"),
    "pricing": (Side.SUPPLIER, "pricing_engineer"),
    "kam": (Side.SUPPLIER, "key_account_manager"),
    "field": (Side.SUPPLIER, "sub_supplier"),
    "buyer": (Side.CUSTOMER, "purchase_lead"),
    "expert": (Side.CUSTOMER, "technical_expert"),
    "director": (Side.CUSTOMER, "decision_maker"),
    "consult": (Side.CUSTOMER, "consultant"),
}


def seat_team(cast: Cast, space: Space) -> None:
    for name, (side, role) in AURORA_TEAM.items():
        seat(getattr(cast, name), space, side, role, key_contact=name == "sales")
    gone = seat(cast.former, space, Side.CUSTOMER, "purchase_lead")
    gone.ends = gone.starts
    gone.save()


@pytest.fixture
def aurora(cast: Cast, kymi: Organisation, aava: Organisation) -> Space:
    """The main project's space, with its team."""
    space = Space.objects.create(kind=SpaceKind.PROJECT, code_name="AURORA", supplier=kymi, customer=aava)
    seat_team(cast, space)
    return space


@pytest.fixture
def borealis(cast: Cast, kymi: Organisation, brattsund: Organisation) -> Space:
    """The rival's project: nobody of Aava is in it, the consultant is in both."""
    space = Space.objects.create(kind=SpaceKind.PROJECT, code_name="BOREALIS", supplier=kymi, customer=brattsund)
    seat(cast.othersales, space, Side.SUPPLIER, "sales_manager", key_contact=True)
    seat(cast.rival, space, Side.CUSTOMER, "purchase_lead")
    seat(cast.consult, space, Side.CUSTOMER, "consultant")
    return space


@pytest.fixture
def django_db_savepoint(db: None):
    """Undoes what one drawn example wrote: `with django_db_savepoint(): …`"""

    @contextmanager
    def undo() -> Iterator[None]:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return undo


@pytest.fixture
def as_person():
    """as_person(person) → a signed-in test client."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
