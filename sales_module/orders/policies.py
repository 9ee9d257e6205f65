from typing import ClassVar

from portal.access.policy import Rule, SpacePolicy, register
from portal.spaces.choices import Confidentiality, Right
from sales_module.orders.models import Order


class OrderPolicy(SpacePolicy[Order]):
    """Orders carry prices: for participants of the account who read the commercial class. Nobody types them in."""

    model = Order
    kind = "orders.order"
    confidentiality = Confidentiality.COMMERCIAL
    # The row is as old as its import, which says nothing about when the order was placed.
    since_path = ""
    rules: ClassVar = {"view": Rule(Right.READ)}


order_policy = register(OrderPolicy())
