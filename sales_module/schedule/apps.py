from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScheduleConfig(AppConfig):
    name = "sales_module.schedule"
    label = "schedule"

    def ready(self) -> None:
        from portal.activity import registry as activities
        from portal.home import registry as home
        from portal.spaces.choices import Confidentiality, Right, SpaceKind
        from portal.spaces.registry import Tab, register_tab
        from sales_module.schedule import policies as policies
        from sales_module.schedule import providers
        from sales_module.schedule.activities import KINDS

        activities.register(*KINDS)
        home.register_waiting(providers.waiting)
        home.register_dates(providers.dates)
        home.register_owed(providers.owed)
        register_tab(
            SpaceKind.PROJECT,
            Tab(_("Schedule"), "schedule:schedule", 40, lambda r: r.has(Right.READ, Confidentiality.GENERAL)),
        )
