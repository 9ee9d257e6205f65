from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.activity.registry import ActivityKind
from portal.core.links import link
from sales_module.orders.models import Order


def _load(pk: UUID) -> Order | None:
    return Order.objects.filter(pk=pk).first()


def _url(order: Order) -> str:
    return link("orders:detail", order.space_id, order.pk)


# Imports bring hundreds at once: they are audit rows and tell nobody.
KINDS = (
    ActivityKind(name="orders.imported", subject="", sentence=_("An order was imported"), load=_load, url=_url),
    ActivityKind(name="orders.reimported", subject="", sentence=_("An order changed by import"), load=_load, url=_url),
)
