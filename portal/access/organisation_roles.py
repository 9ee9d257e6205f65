"""Rights outside any space: what a person is in an organisation."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.access.rights import remembered
from portal.people.choices import SUPPLIER_ONLY, OrganisationRoleName
from portal.people.models import OrganisationRole, Person


def roles_of(person: Person) -> frozenset[tuple[str, UUID]]:
    """(role, organisation id) pairs that hold now. One query, remembered within one answer."""
    return remembered(("organisation roles", person.pk), lambda: _read(person))


def holds(person: Person, role: OrganisationRoleName, organisation_id: UUID | None = None) -> bool:
    """Does the person hold the role, in that organisation or (None) in any?"""
    return any(
        name == role and (organisation_id is None or where == organisation_id) for name, where in roles_of(person)
    )


def organisations_where(person: Person, role: OrganisationRoleName) -> list[UUID]:
    return [where for name, where in roles_of(person) if name == role]


def holders(role: OrganisationRoleName) -> QuerySet[Person]:
    """Everyone who holds the role now, in any organisation."""
    held = OrganisationRole.objects.filter(OrganisationRole.held_now(role=role))
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def _read(person: Person) -> frozenset[tuple[str, UUID]]:
    if not person.is_active:
        return frozenset()
    now = timezone.now()
    rows = OrganisationRole.objects.filter(
        Q(ends=None) | Q(ends__gt=now),
        Q(organisation__in_supplier_group=True) | ~Q(role__in=SUPPLIER_ONLY),
        person=person.pk,
        starts__lte=now,
    )
    return frozenset(rows.values_list("role", "organisation_id"))
