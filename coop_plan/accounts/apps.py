from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "coop_plan.accounts"
    label = "customer_accounts"

    def ready(self) -> None:
        from coop_plan.accounts.activities import KINDS
        from portal.activity import registry
        from portal.spaces.choices import Side, SpaceKind
        from portal.spaces.registry import Tab, register_kind, register_tab
        from portal.ui import nav

        registry.register(*KINDS)
        register_kind(SpaceKind.ACCOUNT, label=_("Customer account"), url_name="accounts:detail", sides={Side.SUPPLIER})
        register_tab(SpaceKind.ACCOUNT, Tab(_("Account"), "accounts:detail", 10))
        nav.register(
            nav.NavItem(
                name=_("Customers"),
                url_name="accounts:list",
                icon="building-2",
                order=40,
                # Only people of the supplier take part in accounts; the company comes with the signed-in person.
                visible=lambda person: person.organisation.in_supplier_group,
            )
        )
