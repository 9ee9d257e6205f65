from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    label = "documents"

    def ready(self) -> None:
        from documents.activities import KINDS
        from documents.services.checking import CHECK_SECONDS, CHECK_TRIES, check_work
        from documents.services.uploads import CHECK_JOB
        from portal.activity import registry
        from portal.jobs.registry import register
        from portal.spaces.choices import SpaceKind
        from portal.spaces.registry import Tab, register_tab

        registry.register(*KINDS)
        register(
            CHECK_JOB,
            check_work,
            max_attempts=CHECK_TRIES,
            time_limit=CHECK_SECONDS + 60,
            label=_("Check of a file"),
        )
        register_tab(SpaceKind.PROJECT, Tab(name=_("Documents"), url_name="documents:list", order=20))
