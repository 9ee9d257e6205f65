from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "portal.activity"
    label = "activity"

    def ready(self) -> None:
        from portal.activity.services import record_denial
        from portal.core import denials

        denials.listen(record_denial)
