"""Our places in the frame of every page. Asked on each of them, so nothing here queries."""

from django.utils.translation import gettext_lazy as _

from portal.access.organisation_roles import holds
from portal.people.choices import OrganisationRoleName
from portal.people.models import Person
from portal.ui import nav


def of_supplier(person: Person) -> bool:
    return person.organisation.in_supplier_group


def administers_people(person: Person) -> bool:
    return getattr(person, "administers_people", False)


def reads_catalogue(person: Person) -> bool:
    return person.is_authenticated and holds(person, OrganisationRoleName.INSTALLATION_ADMINISTRATOR)


def register() -> None:
    nav.register(
        nav.NavItem(
            name=_("Companies"),
            url_name="people:organisations",
            icon="building-2",
            order=20,
            place="me",
            visible=of_supplier,
        )
    )
    nav.register(
        nav.NavItem(
            name=_("People of your company"),
            url_name="people:colleagues",
            icon="users",
            order=10,
            place="me",
            visible=administers_people,
        )
    )
    nav.register_catalogue_reader(reads_catalogue)
