from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "portal.home"
    label = "home"

    def ready(self) -> None:
        from portal.ui import nav

        nav.register(nav.NavItem(name=_("Home"), url_name="home:home", icon="house", order=10))
