"""Builders of products with fixed values."""

from decimal import Decimal

import factory

from sales_module.catalogue.models import Product


class ProductFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Product

    part_code = factory.Sequence(lambda n: f"KM-{n:04}")
    name = factory.Sequence(lambda n: f"Product {n}")
    category = "Headboxes"
    list_price = Decimal("1999.99")
    currency = "EUR"
    tax_rate = Decimal("25.5")
