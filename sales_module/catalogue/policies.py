"""Who may look into the catalogue: sellers and catalogue editors of the supplier's firms, nobody else."""

from typing import ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.access.organisation_roles import organisations_where
from portal.access.policy import Policy, register
from portal.core.errors import Forbidden, NotVisible
from portal.people.choices import OrganisationRoleName as Role
from portal.people.models import OrganisationRole, Person
from sales_module.catalogue.models import Product


class ProductPolicy(Policy[Product]):
    """Products belong to the supplier group as a whole; a firm's own editors change them and read their cost."""

    model = Product
    kind = "catalogue.product"
    # Action → the roles that may do it; "view" is for any firm of the group, the others for one's own firm.
    rules: ClassVar = {
        "view": (Role.SELLER, Role.CATALOGUE_EDITOR),
        "edit": (Role.CATALOGUE_EDITOR,),
        "read_cost": (Role.CATALOGUE_EDITOR,),
    }

    def visible(self, person: Person, action: str = "view") -> QuerySet[Product]:
        where = [pk for role in self.rules[action] for pk in organisations_where(person, role)]
        if not where:
            return Product.objects.none()
        return Product.objects.all() if action == "view" else Product.objects.filter(supplier__in=where)

    def can(self, person: Person, action: str, obj: Product) -> bool:
        where = [pk for role in self.rules[action] for pk in organisations_where(person, role)]
        return bool(where) and (action == "view" or obj.supplier_id in where)

    def users_with(self, action: str, obj: Product) -> QuerySet[Person]:
        now = timezone.now()
        rows = OrganisationRole.objects.filter(
            Q(ends=None) | Q(ends__gt=now),
            role__in=self.rules[action],
            organisation__in_supplier_group=True,
            starts__lte=now,
        )
        if action != "view":
            rows = rows.filter(organisation=obj.supplier_id)
        return Person.objects.filter(pk__in=rows.values("person"), is_active=True)


product_policy = register(ProductPolicy())


def reads_catalogue(person: Person) -> bool:
    """Has the person a role that opens the catalogue at all?"""
    return any(organisations_where(person, role) for role in product_policy.rules["view"])


def require_editor(person: Person) -> None:
    """Raises: NotVisible: no role that opens the catalogue. Forbidden: one that only reads it."""
    if not edited_organisations(person):
        raise Forbidden if reads_catalogue(person) else NotVisible


def edited_organisations(person: Person) -> list[UUID]:
    """The firms whose products the person may add and change."""
    return organisations_where(person, Role.CATALOGUE_EDITOR)
