from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "sales_module.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from portal.activity import registry
        from portal.ui import nav
        from sales_module.catalogue.activities import KINDS

        registry.register(*KINDS)
        nav.register(
            nav.NavItem(
                name=_("Catalogue"),
                url_name="catalogue:list",
                icon="package",
                order=50,
                place="me",
                # Known when the person was loaded for the request: the menu may not query.
                visible=lambda person: getattr(person, "sells_or_edits", False),
            )
        )
