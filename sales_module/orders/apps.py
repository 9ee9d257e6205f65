from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "sales_module.orders"
    label = "orders"

    def ready(self) -> None:
        from portal.activity import registry
        from portal.spaces.choices import Confidentiality, SpaceKind
        from portal.spaces.registry import Tab, register_tab
        from sales_module.orders.activities import KINDS

        registry.register(*KINDS)
        commercial = Confidentiality.COMMERCIAL
        register_tab(
            SpaceKind.ACCOUNT,
            Tab(_("Orders"), "orders:list", 20, visible=lambda rights: commercial.value in rights.readable),
        )
