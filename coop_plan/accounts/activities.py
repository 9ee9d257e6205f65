from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coop_plan.accounts.models import Account
from portal.activity.registry import ActivityKind
from portal.core.links import link


def _load(pk: UUID) -> Account | None:
    return Account.objects.select_related("space").filter(pk=pk).first()


def account_url(account: Account) -> str:
    return link("accounts:detail", account.pk)


KINDS = (
    ActivityKind(
        name="accounts.opened",
        subject="accounts.account",
        sentence=_("%(actor)s opened the account"),
        load=_load,
        url=account_url,
    ),
)
