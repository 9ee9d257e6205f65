"""Reads of the catalogue."""

from uuid import UUID

from django.db.models import QuerySet

from portal.people.models import Organisation, Person
from sales_module.catalogue.models import Product
from sales_module.catalogue.policies import edited_organisations, product_policy

MOST_WORDS = 8


def product_list(
    *, person: Person, search: str = "", category: str = "", with_discontinued: bool = True
) -> QuerySet[Product]:
    """Products the person may see whose texts hold every word of `search`, by part code."""
    rows = product_policy.visible(person).select_related("supplier")
    for word in search.casefold().split()[:MOST_WORDS]:
        rows = rows.filter(search_text__contains=word)
    if category:
        rows = rows.filter(category=category)
    if not with_discontinued:
        rows = rows.filter(discontinued=False)
    return rows.order_by("part_code", "pk")


def product_get(*, person: Person, pk: UUID) -> Product:
    """Raises: NotVisible."""
    return product_policy.get(person, pk, product_policy.visible(person).select_related("supplier"))


def category_list(*, person: Person) -> list[str]:
    """The categories in use, in order."""
    rows = product_policy.visible(person).exclude(category="")
    return list(rows.order_by("category").values_list("category", flat=True).distinct())


def organisations_to_edit(*, person: Person) -> QuerySet[Organisation]:
    """The firms whose products the person may add to."""
    return Organisation.objects.filter(pk__in=edited_organisations(person))
