"""What the supplier's firms sell: the products a quotation line can be made from."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.models import Entity, Imported, UnitPriceField, Versioned
from portal.people.models import Organisation
from sales_module.catalogue.choices import CURRENCIES, TaxCategory


class Product(Entity, Versioned, Imported):
    """One thing with a part code and a list price for `price_base_quantity` units."""

    supplier = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="products", verbose_name=_("supplier")
    )
    part_code = models.CharField(_("part code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    category = models.CharField(_("category"), max_length=80, blank=True)
    unit = models.CharField(_("unit"), max_length=40, default="pcs")
    list_price = UnitPriceField(_("list price"))
    price_base_quantity = models.DecimalField(_("price is for"), max_digits=9, decimal_places=3, default=Decimal(1))
    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCIES, default="EUR")
    # Internal: only catalogue editors read it (policies.py).
    standard_cost = UnitPriceField(_("standard cost"), null=True, blank=True)
    tax_category = models.CharField(
        _("tax category"), max_length=2, choices=TaxCategory.choices, default=TaxCategory.STANDARD
    )
    tax_rate = models.DecimalField(_("tax rate, %"), max_digits=5, decimal_places=2, default=Decimal("25.5"))
    lead_time_days = models.PositiveSmallIntegerField(_("lead time, days"), null=True, blank=True)
    discontinued = models.BooleanField(_("no longer sold"), default=False)
    # Case-folded words to search in: one column, alike on both databases.
    search_text = models.TextField(editable=False, default="")

    class Meta:
        ordering = ["part_code", "id"]
        constraints = [
            *Imported.Meta.constraints,
            models.UniqueConstraint(fields=["supplier", "part_code"], name="catalogue_product_part_code"),
            models.CheckConstraint(condition=Q(price_base_quantity__gt=0), name="catalogue_product_base_quantity"),
            models.CheckConstraint(condition=Q(list_price__gte=0), name="catalogue_product_list_price"),
            models.CheckConstraint(condition=Q(tax_rate__gte=0, tax_rate__lte=100), name="catalogue_product_tax_rate"),
        ]
        indexes = [models.Index(fields=["category", "part_code"], name="catalogue_product_category")]

    def __str__(self) -> str:
        return f"{self.part_code} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = " ".join([self.part_code, self.name, self.category, self.description]).casefold()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = [*kwargs["update_fields"], "search_text"]
        super().save(*args, **kwargs)
