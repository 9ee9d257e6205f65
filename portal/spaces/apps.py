from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "portal.spaces"
    label = "spaces"

    def ready(self) -> None:
        from portal.activity import registry
        from portal.spaces.activities import KINDS
        from portal.spaces.choices import Confidentiality, Right, SpaceKind
        from portal.spaces.registry import Tab, register_tab
        from portal.spaces.services import roles_fill_in

        registry.register(*KINDS)
        for kind in (SpaceKind.PROJECT, SpaceKind.PLAN, SpaceKind.ACCOUNT):
            register_tab(
                kind,
                Tab(
                    _("People"),
                    f"spaces:{kind.value}_people",
                    90,
                    lambda rights: rights.has(Right.READ, Confidentiality.GENERAL),
                ),
            )
        post_migrate.connect(lambda **kwargs: roles_fill_in(), sender=self, weak=False)
