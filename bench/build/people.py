"""Companies, people and the catalogue."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.hashers import make_password

from bench.build.words import FIRST_NAMES, LAST_NAMES, MACHINES, PLACES, TRADES
from bench.build.world import YEAR, Someone, World
from portal.activity.models import PersonKey
from portal.people.choices import OrganisationRoleName
from portal.people.models import Organisation, OrganisationRole, Person
from sales_module.catalogue.models import Product

PASSWORD = "talkoo-demo-2026"
CUSTOMER_TITLES = ("Purchase lead", "Decision maker", "Technical expert", "Lawyer", "Operator", "Purchase lead")


def build_people(world: World) -> None:
    """The supplier, its customers, and the people of both; all may sign in with one password."""
    chance, created = world.chance("people"), world.now - YEAR
    companies = world.writer.table(Organisation, "id", "created", "name", "in_supplier_group", "country", "city")
    world.supplier = chance.id_at(created)
    companies.add(world.supplier, created, "Bench Machinery", True, "Finland", "Kouvola")
    for number in range(world.shape.customers):
        pk = chance.id_at(created + timedelta(seconds=number))
        name = f"{PLACES[number % len(PLACES)]} {TRADES[number // len(PLACES) % len(TRADES)]}"
        world.customers.append(pk)
        companies.add(pk, created, name, False, "Finland", PLACES[number % len(PLACES)])
    password = make_password(PASSWORD)
    for number in range(world.shape.supplier_people):
        names = ("seller", "manager")
        email = f"{names[number] if number < 2 else f'person{number}'}@supplier.bench.example"
        roles = [OrganisationRoleName.MEMBER] + ([OrganisationRoleName.SELLER] if number < 20 else [])
        world.supplier_people.append(_person(world, world.supplier, email, "Sales manager", roles, password))
    for number, customer in enumerate(world.customers):
        six = []
        for place, title in enumerate(CUSTOMER_TITLES):
            name = "buyer" if place == 0 else f"person{place}"
            email = f"{name}@customer{number}.bench.example"
            six.append(_person(world, customer, email, title, [OrganisationRoleName.MEMBER], password))
        world.customer_people.append(six)
    world.writer.flush()


def _person(
    world: World, organisation: UUID, email: str, title: str, roles: list[OrganisationRoleName], password: str
) -> Someone:
    chance, created = world.chance("person", email), world.now - YEAR
    someone = Someone(chance.id_at(created), chance.key(), organisation, email)
    people = world.writer.table(
        Person, "id", "created", "email", "name", "organisation_id", "job_title", "password", "can_sign_in",
        "visited_home", "visited_home_before",
    )  # fmt: skip
    # The last visit was yesterday and the one before two weeks ago: Home tells the news of two weeks.
    visits = (world.now - timedelta(days=1), world.now - timedelta(days=14))
    name = f"{chance.of(FIRST_NAMES)} {chance.of(LAST_NAMES)}"
    people.add(someone.id, created, email, name, organisation, title, password, True, *visits)
    world.writer.table(PersonKey, "key", "person_id").add(someone.key, someone.id)
    held = world.writer.table(OrganisationRole, "id", "created", "person_id", "organisation_id", "role", "starts")
    for role in roles:
        held.add(chance.id_at(created), created, someone.id, organisation, role.value, created)
    return someone


def build_catalogue(world: World) -> list[tuple[UUID, str, str, Decimal]]:
    """Products; returns what a quotation line takes from each: id, part code, name, price."""
    chance, created = world.chance("catalogue"), world.now - YEAR
    products = world.writer.table(
        Product, "id", "created", "supplier_id", "part_code", "name", "category", "unit", "list_price",
        "price_base_quantity", "tax_rate", "search_text",
    )  # fmt: skip
    found = []
    for number in range(world.shape.products):
        machine = MACHINES[number % len(MACHINES)]
        code, name = f"BM-{number:05}", f"{machine.capitalize()} part {number}"
        price = Decimal(chance.randrange(1_000, 9_000_000)) / 100
        pk = chance.id_at(created + timedelta(seconds=number))
        text = f"{code} {name} {machine} ".casefold()
        products.add(pk, created, world.supplier, code, name, machine, "pcs", price, Decimal(1), Decimal("25.5"), text)
        found.append((pk, code, name, price))
    world.writer.flush()
    return found
