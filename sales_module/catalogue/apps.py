from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "sales_module.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from portal.activity import registry
        from portal.ui import nav
        from sales_module.catalogue.activities import KINDS
        from sales_module.catalogue.policies import reads_catalogue

        registry.register(*KINDS)
        nav.register(
            nav.NavItem(
                name=_("Catalogue"),
                url_name="catalogue:list",
                icon="package",
                order=50,
                place="me",
                visible=reads_catalogue,
            )
        )
