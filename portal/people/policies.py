"""Who knows of which organisation and person, and who may manage people. None of this opens a space."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet

from portal.access.organisation_roles import holds, organisations_where
from portal.access.policy import Policy, register
from portal.access.rights import remembered, rights_everywhere
from portal.people.choices import OrganisationRoleName as Role
from portal.people.models import Organisation, OrganisationRole, Person
from portal.spaces.models import Participant, Space
from portal.spaces.policies import participant_policy

VIEW = "view"


def shared_people(person: Person) -> QuerySet[Participant]:
    """Those who take part now in spaces of `person`, as far as the spaces show them."""
    return participant_policy.visible(person).filter(Participant.active())


def _shared_organisations(person: Person) -> frozenset[UUID]:
    """Both sides of my spaces, where I may read who takes part, and the companies of the people in them."""

    def read() -> frozenset[UUID]:
        rows = list(shared_people(person).values_list("space_id", "organisation_id"))
        sides = Space.objects.filter(pk__in={space for space, _o in rows}).values_list("supplier_id", "customer_id")
        return frozenset(o for _s, o in rows) | frozenset(o for pair in sides for o in pair if o)

    return remembered(("shared organisations", person.pk), read)


class OrganisationPolicy(Policy[Organisation]):
    """Own company, companies met in shared spaces; sellers see every customer, administrators every organisation."""

    model = Organisation
    kind = "people.organisation"
    rules: ClassVar = {VIEW: None, "manage_people": Role.PEOPLE_ADMINISTRATOR}

    def visible(self, person: Person, action: str = VIEW) -> QuerySet[Organisation]:
        rows = Organisation.objects.all()
        if not person.is_active:
            return rows.none()
        if action != VIEW:
            return rows.filter(pk__in=organisations_where(person, self.rules[action]))
        if holds(person, Role.INSTALLATION_ADMINISTRATOR):
            return rows
        seen = Q(pk=person.organisation_id) | Q(pk__in=_shared_organisations(person))
        if holds(person, Role.SELLER):
            seen |= Q(in_supplier_group=False)
        return rows.filter(seen)

    def can(self, person: Person, action: str, obj: Organisation) -> bool:
        return self.visible(person, action).filter(pk=obj.pk).exists()

    def users_with(self, action: str, obj: Organisation) -> QuerySet[Person]:
        if action != VIEW:
            return _holding([self.rules[action]], obj)
        spaces = Space.objects.filter(
            Q(supplier=obj) | Q(customer=obj) | Q(participants__in=Participant.objects.filter(organisation=obj))
        )
        near = Person.objects.filter(is_active=True, participations__space__in=spaces).distinct()
        meets = [person.pk for person in near if obj.pk in _shared_organisations(person)]
        roles = [Role.INSTALLATION_ADMINISTRATOR] + ([] if obj.in_supplier_group else [Role.SELLER])
        seen = Q(organisation=obj) | Q(pk__in=meets) | Q(pk__in=_holding(roles).values("pk"))
        return Person.objects.filter(seen, is_active=True)


class PersonPolicy(Policy[Person]):
    """Colleagues, and people met in shared spaces. A people administrator manages those of the own company."""

    model = Person
    kind = "people.person"
    rules: ClassVar = {VIEW: None, "manage": Role.PEOPLE_ADMINISTRATOR}

    def visible(self, person: Person, action: str = VIEW) -> QuerySet[Person]:
        rows = Person.objects.all()
        if not person.is_active:
            return rows.none()
        if action != VIEW:
            return rows.filter(organisation__in=organisations_where(person, self.rules[action]))
        if holds(person, Role.INSTALLATION_ADMINISTRATOR):
            return rows
        seen = Q(organisation=person.organisation_id)
        if rights_everywhere(person):
            seen |= Q(pk__in=shared_people(person).values("person"))
        return rows.filter(seen)

    def can(self, person: Person, action: str, obj: Person) -> bool:
        return self.visible(person, action).filter(pk=obj.pk).exists()

    def users_with(self, action: str, obj: Person) -> QuerySet[Person]:
        if action != VIEW:
            return _holding([self.rules[action]], obj.organisation)
        spaces = Space.objects.filter(participants__person=obj)
        near = Person.objects.filter(is_active=True, participations__space__in=spaces).distinct()
        meets = [person.pk for person in near if shared_people(person).filter(person=obj).exists()]
        administrators = _holding([Role.INSTALLATION_ADMINISTRATOR]).values("pk")
        seen = Q(organisation=obj.organisation_id) | Q(pk__in=meets) | Q(pk__in=administrators)
        return Person.objects.filter(seen, is_active=True)


def may_bring_in(actor: Person, organisation_id: Any) -> bool:
    """May `actor` make a new person of that organisation known? Sellers any, others those of their own company."""
    own = organisation_id == actor.organisation_id or holds(actor, Role.PEOPLE_ADMINISTRATOR, organisation_id)
    return actor.is_active and (own or holds(actor, Role.SELLER))


def _holding(roles: list[Any], organisation: Organisation | None = None) -> QuerySet[Person]:
    now_held = OrganisationRole.held_now(role__in=roles)
    if organisation is not None:
        now_held &= Q(organisation=organisation)
    holders = OrganisationRole.objects.filter(now_held)
    return Person.objects.filter(pk__in=holders.values("person"), is_active=True)


organisation_policy = register(OrganisationPolicy())
person_policy = register(PersonPolicy())
