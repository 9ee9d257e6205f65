from decimal import Decimal
from typing import Any

from rest_framework import serializers

from portal.core.api import MoneySerializer
from sales_module.catalogue.models import Product
from sales_module.catalogue.policies import product_policy


class ProductSerializer(serializers.ModelSerializer[Product]):
    """A product as its reader may know it: `standard_cost` is there for catalogue editors of its firm only."""

    list_price = serializers.SerializerMethodField()
    standard_cost = serializers.SerializerMethodField()

    class Meta:
        model = Product
        fields = [
            "id", "version", "supplier", "part_code", "name", "description", "category", "unit", "list_price",
            "price_base_quantity", "standard_cost", "tax_category", "tax_rate", "lead_time_days", "discontinued",
        ]  # fmt: skip
        read_only_fields = fields

    def get_list_price(self, product: Product) -> dict[str, str]:
        return {"amount": str(product.list_price), "currency": product.currency}

    def get_standard_cost(self, product: Product) -> dict[str, str] | None:
        if product.standard_cost is None:
            return None
        return {"amount": str(product.standard_cost), "currency": product.currency}

    def to_representation(self, instance: Product) -> dict[str, Any]:
        data = super().to_representation(instance)
        if not product_policy.can(self.context["request"].user, "read_cost", instance):
            del data["standard_cost"]
        return data


class UnitPriceSerializer(MoneySerializer):
    amount = serializers.DecimalField(max_digits=15, decimal_places=4, min_value=0)


class ProductInput(serializers.Serializer[Any]):
    """What an editor sends; `supplier` only for a new product."""

    supplier = serializers.UUIDField(required=False)
    part_code = serializers.CharField(max_length=60)
    name = serializers.CharField(max_length=200)
    description = serializers.CharField(max_length=2000, allow_blank=True, default="")
    category = serializers.CharField(max_length=80, allow_blank=True, default="")
    unit = serializers.CharField(max_length=40, default="pcs")
    list_price = UnitPriceSerializer()
    price_base_quantity = serializers.DecimalField(max_digits=9, decimal_places=3, default=Decimal(1))
    standard_cost = UnitPriceSerializer(allow_null=True, required=False)
    tax_category = serializers.CharField(max_length=2, default="S")
    tax_rate = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100)
    lead_time_days = serializers.IntegerField(min_value=0, max_value=32767, allow_null=True, required=False)
    discontinued = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        cost = attrs.get("standard_cost")
        if cost and cost["currency"] != attrs["list_price"]["currency"]:
            raise serializers.ValidationError({"standard_cost": "The currency must be that of the list price."})
        return attrs


def values_of(body: dict[str, Any]) -> dict[str, Any]:
    """The checked body as the service takes it."""
    values = {name: value for name, value in body.items() if name != "supplier"}
    values["currency"] = body["list_price"]["currency"]
    values["list_price"] = body["list_price"]["amount"]
    if "standard_cost" in body:
        values["standard_cost"] = body["standard_cost"]["amount"] if body["standard_cost"] else None
    return values
