"""Who plays: three customers and their people, the supplier, a consultant, a sub-supplier."""

from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from portal.people.choices import Language, OrganisationRoleName
from portal.people.models import Organisation, OrganisationRole, Person
from portal.people.selectors import DEMO_PASSWORD

DATA = Path(__file__).parent / "data"
SOURCE = "demo"
ROLES = {
    "sales@kymi.example": [OrganisationRoleName.SELLER],
    "pricing@kymi.example": [OrganisationRoleName.CATALOGUE_EDITOR],
    "kam@kymi.example": [OrganisationRoleName.SELLER],
    "othersales@kymi.example": [OrganisationRoleName.SELLER],
    "admin@kymi.example": [
        OrganisationRoleName.INSTALLATION_ADMINISTRATOR,
        OrganisationRoleName.PEOPLE_ADMINISTRATOR,
        OrganisationRoleName.IMPORTER,
    ],
    "people@aava.example": [OrganisationRoleName.PEOPLE_ADMINISTRATOR],
}
SPOKEN = {"kymi": "English, Finnish", "aava": "Finnish, Swedish, English", "brattsund": "Swedish, English"}


@dataclass(frozen=True)
class Cast:
    sales: Person
    tech: Person
    pricing: Person
    kam: Person
    othersales: Person
    admin: Person
    buyer: Person
    expert: Person
    director: Person
    colleague: Person
    people: Person
    rival: Person
    tissue: Person
    consult: Person
    field: Person
    aava: Organisation
    brattsund: Organisation
    tammer: Organisation


def make() -> None:
    """Imports firms, people, products and orders, and lets the cast sign in."""
    quiet = {"verbosity": 0, "stdout": _Silent()}
    call_command("import_organisations", str(DATA / "organisations.csv"), source=SOURCE, **quiet)
    Organisation.objects.filter(import_source=SOURCE, import_key="KYMI").update(in_supplier_group=True)
    call_command("import_contacts", str(DATA / "contacts.csv"), source=SOURCE, **quiet)
    call_command("import_products", str(DATA / "products.csv"), source=SOURCE, **quiet)
    lines = {"lines": DATA / "aava_order_lines.csv"}
    call_command("import_orders", str(DATA / "aava_orders.csv"), source=SOURCE, **lines, **quiet)
    northwind = DATA / "northwind"
    call_command("import_organisations", str(northwind / "organisations.csv"), source="northwind", **quiet)
    call_command("import_contacts", str(northwind / "contacts.csv"), source="northwind", **quiet)
    lines = {"lines": northwind / "order_lines.csv"}
    call_command("import_orders", str(northwind / "orders.csv"), source="northwind", **lines, **quiet)
    _let_sign_in()


class _Silent:
    def write(self, text: str) -> None:
        """Import reports are for people at a terminal."""


def _let_sign_in() -> None:
    for person in Person.objects.filter(import_source=SOURCE).select_related("organisation"):
        person.set_password(DEMO_PASSWORD)
        person.can_sign_in = True
        firm = (person.email or "").split("@")[-1].removesuffix(".example")
        person.spoken_languages = SPOKEN.get(firm, "English, Finnish")
        person.time_zone = "Europe/Stockholm" if firm == "brattsund" else "Europe/Helsinki"
        if firm == "tammer":
            person.language = Language.FINNISH
        person.save()
        for role in [OrganisationRoleName.MEMBER, *ROLES.get(person.email or "", [])]:
            OrganisationRole.objects.create(
                person=person, organisation=person.organisation, role=role, starts=timezone.now()
            )


def known() -> Cast:
    people = {p.import_key: p for p in Person.objects.filter(import_source=SOURCE)}
    firms = {o.import_key: o for o in Organisation.objects.filter(import_source=SOURCE)}
    return Cast(
        sales=people["KYMI-1"],
        tech=people["KYMI-2"],
        pricing=people["KYMI-3"],
        kam=people["KYMI-4"],
        othersales=people["KYMI-5"],
        admin=people["KYMI-6"],
        buyer=people["AAVA-1"],
        expert=people["AAVA-2"],
        director=people["AAVA-3"],
        colleague=people["AAVA-4"],
        people=people["AAVA-5"],
        rival=people["BRATTSUND-1"],
        tissue=people["TAMMER-1"],
        consult=people["NORRMARK-1"],
        field=people["SAIMAFLOW-1"],
        aava=firms["AAVA"],
        brattsund=firms["BRATTSUND"],
        tammer=firms["TAMMER"],
    )
