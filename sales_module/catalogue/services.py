"""Writes to the catalogue."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.activity.services import record
from portal.core.errors import Forbidden, InvalidInput
from portal.core.models import lock
from portal.people.models import Organisation, Person
from sales_module.catalogue.choices import TaxCategory
from sales_module.catalogue.models import Product
from sales_module.catalogue.policies import edited_organisations, product_policy, require_editor

FIELDS = (
    "part_code", "name", "description", "category", "unit", "list_price", "price_base_quantity", "currency",
    "standard_cost", "tax_category", "tax_rate", "lead_time_days", "discontinued",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SavedProduct:
    """`outcome`: created, changed or unchanged."""

    product: Product
    outcome: str


def product_save(
    *,
    actor: Person | None,
    supplier: Organisation,
    values: dict[str, Any],
    product: Product | None = None,
    version: int | None = None,
    import_source: str = "",
    import_key: str = "",
) -> SavedProduct:
    """Adds a product or changes one; `values` holds some of FIELDS.

    `product` and `version` name the row an editor read. An import (actor None: the command line, already trusted) names
    `import_source` and `import_key` instead: the same pair finds its product again, so repeating changes nothing.
    Raises: NotVisible, Forbidden: no catalogue editor of the supplier. StaleVersion: someone saved first.
    InvalidInput: a field that does not fit, or a part code the supplier has already.
    """
    with transaction.atomic():
        found = _find(product, import_source, import_key)
        if actor is not None:
            _require_editor(actor, supplier, found)
        if found is not None and version is not None:
            found.check_version(version)
        saved = found or Product(supplier=supplier, import_source=import_source, import_key=import_key)
        changed = [name for name in FIELDS if name in values and getattr(saved, name) != values[name]]
        for name in changed:
            setattr(saved, name, values[name])
        if found is not None and not changed:
            return SavedProduct(found, "unchanged")
        _check(saved)
        _write(saved, found is None, changed)
        record("catalogue.product_saved", actor=actor, subject=saved, data={"fields": changed})
    return SavedProduct(saved, "created" if found is None else "changed")


def _find(product: Product | None, import_source: str, import_key: str) -> Product | None:
    if product is not None:
        return lock(Product, product.pk)
    if not import_key:
        return None
    same = Product.objects.select_for_update().filter(import_source=import_source, import_key=import_key)
    return same.first()


def _require_editor(actor: Person, supplier: Organisation, product: Product | None) -> None:
    if product is not None:
        product_policy.require(actor, "edit", product)
    else:
        require_editor(actor)
        if supplier.pk not in edited_organisations(actor):
            raise Forbidden


def _check(product: Product) -> None:
    """Raises: InvalidInput, by field."""
    if product.tax_category != TaxCategory.STANDARD and product.tax_rate:
        raise InvalidInput(fields={"tax_rate": [_("Only the standard rate has a percentage. Enter 0.")]})
    try:
        product.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise InvalidInput(fields=dict(error.message_dict)) from error
    if product.price_base_quantity <= 0:
        raise InvalidInput(fields={"price_base_quantity": [_("Enter a number above 0.")]})
    for name in ("list_price", "standard_cost"):
        if (getattr(product, name) or 0) < 0:
            raise InvalidInput(fields={name: [_("Enter 0 or more.")]})
    if not 0 <= product.tax_rate <= 100:
        raise InvalidInput(fields={"tax_rate": [_("Enter a percentage from 0 to 100.")]})


def _write(product: Product, is_new: bool, changed: list[str]) -> None:
    try:
        with transaction.atomic():
            if is_new:
                product.save(force_insert=True)
            else:
                product.save_next_version(fields=changed)
    except IntegrityError:
        taken = Product.objects.filter(supplier=product.supplier_id, part_code=product.part_code)
        if not taken.exclude(pk=product.pk).exists():
            raise
        raise InvalidInput(fields={"part_code": [_("This part code is already in the catalogue.")]}) from None


def product_of_import(*, import_source: str, import_key: str) -> UUID | None:
    """The product an import made earlier, for rows of other files that refer to it."""
    rows = Product.objects.filter(import_source=import_source, import_key=import_key)
    return rows.values_list("pk", flat=True).first() if import_key else None
