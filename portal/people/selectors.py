"""Reads about people and organisations: only what the reader may know of."""

from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from portal.access.organisation_roles import holds, organisations_where
from portal.core.errors import Forbidden
from portal.people.choices import OrganisationRoleName
from portal.people.models import ApiToken, Organisation, OrganisationRole, Person, SignIn
from portal.people.policies import organisation_policy, person_policy

# Who the demo signs visitors in as, in the order of its three jobs; anywhere else these names mean nothing.
DEMO_CAST = (
    "buyer@aava.example", "expert@aava.example", "director@aava.example", "colleague@aava.example",
    "people@aava.example", "sales@kymi.example", "tech@kymi.example", "pricing@kymi.example", "kam@kymi.example",
    "othersales@kymi.example", "admin@kymi.example", "buyer@brattsund.example", "consult@norrmark.example",
    "field@saimaflow.example",
)  # fmt: skip
DEMO_PASSWORD = "talkoo-demo-2026"  # noqa: S105 - public, and works in demo mode only


def demo_sign_ins() -> list[Person]:
    """The people a visitor of a demo may be. Empty anywhere else."""
    if not settings.PORTAL_DEMO:
        return []
    people = Person.objects.filter(email__in=DEMO_CAST, is_active=True, can_sign_in=True)
    return sorted(people.select_related("organisation"), key=lambda person: DEMO_CAST.index(str(person.email)))


def organisation_list(*, person: Person, search: str = "") -> QuerySet[Organisation]:
    """The organisations `person` may know of, by name, optionally those whose name or town has `search`."""
    rows = organisation_policy.visible(person)
    if words := search.strip():
        rows = rows.filter(name__icontains=words) | rows.filter(city__icontains=words)
    return rows.order_by("name", "pk")


def customer_list(*, person: Person, search: str = "") -> QuerySet[Organisation]:
    """As `organisation_list`, without the supplier's own companies: whom a project can be made for."""
    return organisation_list(person=person, search=search).filter(in_supplier_group=False)


def organisation_get(*, person: Person, pk: UUID) -> Organisation:
    """Raises: NotVisible."""
    return organisation_policy.get(person, pk)


def organisation_people(*, person: Person, organisation: Organisation) -> QuerySet[Person]:
    """Those of the organisation whom `person` may know of; people who were removed are left out."""
    return person_policy.visible(person).filter(organisation=organisation, is_active=True).order_by("name", "pk")


def person_list(*, person: Person, organisation_id: UUID | None = None) -> QuerySet[Person]:
    """The people `person` may know of."""
    rows = person_policy.visible(person).filter(is_active=True)
    return rows.filter(organisation=organisation_id) if organisation_id else rows


def person_get(*, person: Person, pk: UUID) -> Person:
    """Raises: NotVisible."""
    return person_policy.get(person, pk, person_list(person=person).select_related("organisation"))


def administered_organisation(*, person: Person) -> Organisation:
    """The company whose people `person` manages: the own one first. Raises: Forbidden: none."""
    ids = organisations_where(person, OrganisationRoleName.PEOPLE_ADMINISTRATOR)
    if not ids:
        raise Forbidden
    wanted = person.organisation_id if person.organisation_id in ids else min(ids)
    return organisation_policy.visible(person, "manage_people").get(pk=wanted)


def may_manage_people(*, person: Person, organisation: Organisation) -> bool:
    """Whether the people of that organisation are `person`'s to manage."""
    return holds(person, OrganisationRoleName.PEOPLE_ADMINISTRATOR, organisation.pk)


def is_seller(*, person: Person) -> bool:
    return holds(person, OrganisationRoleName.SELLER)


def colleague_list(*, person: Person, organisation: Organisation) -> QuerySet[Person]:
    """Everyone of a company `person` manages, those whose access ended last."""
    administers = OrganisationRole.objects.filter(
        OrganisationRole.held_now(role=OrganisationRoleName.PEOPLE_ADMINISTRATOR),
        person=OuterRef("pk"),
        organisation=organisation,
    )
    rows = person_policy.visible(person, "manage").filter(organisation=organisation)
    return rows.annotate(is_administrator=Exists(administers)).order_by("-is_active", "name", "pk")


def colleague_get(*, person: Person, pk: UUID) -> Person:
    """Anyone `person` may know of, also people whose access ended: whether to manage is asked by the service.

    Raises: NotVisible.
    """
    return person_policy.get(person, pk)


def my_sign_ins(*, person: Person) -> QuerySet[SignIn]:
    """Where the person is signed in now, the latest first."""
    return SignIn.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("-seen")


def my_tokens(*, person: Person) -> QuerySet[ApiToken]:
    """The person's API tokens that were not revoked."""
    return ApiToken.objects.filter(person=person, revoked=None).order_by("-id")
