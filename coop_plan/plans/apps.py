from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "coop_plan.plans"
    label = "plans"

    def ready(self) -> None:
        from coop_plan.plans import home, pdf
        from coop_plan.plans.activities import KINDS
        from coop_plan.plans.services import PDF_JOB
        from portal.activity import registry
        from portal.home.registry import register_dates, register_places, register_waiting
        from portal.jobs import registry as jobs
        from portal.spaces.choices import SpaceKind
        from portal.spaces.registry import Tab, register_kind, register_tab
        from portal.ui import nav

        registry.register(*KINDS)
        register_kind(SpaceKind.PLAN, label=_("Co-operation plan"), url_name="plans:detail")
        register_tab(SpaceKind.PLAN, Tab(_("Plan"), "plans:detail", 10))
        register_waiting(home.waiting)
        register_dates(home.dates)
        register_places(home.places)
        jobs.register(PDF_JOB, pdf.make, label=_("PDF of the co-operation plan"), url=pdf.result_url, time_limit=180)
        nav.register(nav.NavItem(name=_("Plans"), url_name="plans:list", icon="handshake", order=30))
