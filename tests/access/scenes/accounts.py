"""A customer's account and its orders."""

from tests.access.scene import Call, Stage, scene
from tests.factories.orders import order_of
from tests.factories.plans import account_with_cast


@scene("accounts")
def accounts(stage: Stage) -> list[Call]:
    account = account_with_cast(stage.cast, stage.kymi, stage.aava)
    this = {"pk": account.pk}
    return [
        Call("GET", "accounts:list"),
        Call("GET", "accounts:open"),
        Call("POST", "accounts:open", data={"customer": stage.brattsund.pk}, case="nobody's yet"),
        Call("POST", "accounts:open", data={"customer": stage.aava.pk}, case="looked after"),
        Call("GET", "accounts:detail", this),
        Call("GET", "accounts:contacts", this),
        Call("GET", "api_accounts"),
        Call("POST", "api_accounts", data={"customer": str(stage.brattsund.pk)}),
        Call("GET", "api_account", this),
    ]


@scene("orders")
def orders(stage: Stage) -> list[Call]:
    account = account_with_cast(stage.cast, stage.kymi, stage.aava)
    order = order_of(stage.kymi, stage.aava, "450001")
    return [
        Call("GET", "orders:list", {"space_id": account.pk}),
        Call("GET", "orders:detail", {"space_id": account.pk, "pk": order.pk}),
        Call("GET", "api_orders"),
        Call("GET", "api_order", {"pk": order.pk}),
    ]
