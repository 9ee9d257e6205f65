from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.core.api import MoneySerializer
from sales_module.orders.models import Order, OrderLine


class OrderLineSerializer(serializers.ModelSerializer[OrderLine]):
    class Meta:
        model = OrderLine
        fields = ["position", "part_code", "description", "quantity", "unit_price", "discount", "line_total"]
        read_only_fields = fields


class OrderSerializer(serializers.ModelSerializer[Order]):
    """An order without its lines. `on_time` is null when a date is missing."""

    account = serializers.UUIDField(source="space_id", read_only=True)
    on_time = serializers.BooleanField(allow_null=True, read_only=True)
    subtotal = serializers.SerializerMethodField()
    freight = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = [
            "id", "account", "number", "ordered", "due", "delivered", "on_time", "status",
            "subtotal", "freight", "ship_country",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(MoneySerializer)
    def get_subtotal(self, order: Order) -> dict[str, str]:
        return {"amount": f"{order.subtotal:.2f}", "currency": order.currency}

    @extend_schema_field(MoneySerializer(allow_null=True))
    def get_freight(self, order: Order) -> dict[str, str] | None:
        return None if order.freight is None else {"amount": f"{order.freight:.2f}", "currency": order.currency}


class OrderDetailSerializer(OrderSerializer):
    lines = OrderLineSerializer(many=True, read_only=True)

    class Meta(OrderSerializer.Meta):
        fields = [*OrderSerializer.Meta.fields, "lines"]
        read_only_fields = fields
