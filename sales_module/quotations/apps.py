from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotationsConfig(AppConfig):
    name = "sales_module.quotations"
    label = "quotations"

    def ready(self) -> None:
        from portal.activity import registry as activities
        from portal.home import registry as home
        from portal.jobs import registry as jobs
        from portal.spaces.choices import Confidentiality, SpaceKind
        from portal.spaces.registry import Tab, register_tab
        from sales_module.quotations import providers, services
        from sales_module.quotations.activities import KINDS
        from sales_module.quotations.policies import reads_any

        activities.register(*KINDS)
        jobs.register(
            "quotations.pdf",
            services.pdf_make,
            label=_("PDF of a quotation"),
            confidentiality=Confidentiality.COMMERCIAL,
        )
        register_tab(
            SpaceKind.PROJECT,
            Tab(name=_("Quotations"), url_name="quotations:list", order=30, visible=reads_any),
        )
        home.register_waiting(providers.decisions)
        home.register_waiting(providers.questions)
        home.register_dates(providers.validities)
        home.register_owed(providers.owed)
