"""One product of the supplier's. The catalogue is outside any project: organisation roles decide."""

from decimal import Decimal

from tests.access.scene import Call, Stage, scene
from tests.factories.catalogue import ProductFactory

FORM = {
    "part_code": "KM-1", "name": "Headbox lip", "unit": "pcs", "list_price": "10", "price_base_quantity": "1",
    "currency": "EUR", "tax_category": "S", "tax_rate": "25.5",
}  # fmt: skip


@scene("catalogue")
def catalogue(stage: Stage) -> list[Call]:
    product = ProductFactory(supplier=stage.kymi, part_code="KM-1", standard_cost=Decimal(5))
    one = {"pk": product.pk}
    body = {
        "supplier": str(stage.kymi.pk),
        "part_code": "KM-2",
        "name": "Headbox",
        "list_price": {"amount": "10", "currency": "EUR"},
        "tax_rate": "25.5",
    }
    return [
        Call("GET", "catalogue:list"),
        Call("GET", "catalogue:add"),
        Call("POST", "catalogue:add", data={**FORM, "part_code": "KM-2", "supplier": str(stage.kymi.pk)}),
        Call("GET", "catalogue:product", one),
        Call("GET", "catalogue:edit", one),
        Call("POST", "catalogue:edit", one, data={**FORM, "version": "1"}),
        Call("GET", "api_products"),
        Call("POST", "api_products", data=body),
        Call("GET", "api_product", one),
        Call("PUT", "api_product", one, data=body, headers={"If-Match": '"1"'}),
    ]
