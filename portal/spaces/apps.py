from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SpacesConfig(AppConfig):
    name = "portal.spaces"
    label = "spaces"

    def ready(self) -> None:
        from portal.activity import registry
        from portal.spaces.activities import KINDS
        from portal.spaces.services import roles_fill_in

        registry.register(*KINDS)
        post_migrate.connect(lambda **kwargs: roles_fill_in(), sender=self, weak=False)
