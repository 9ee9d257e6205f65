import pytest

from tests.factories.orders import order_of

pytestmark = pytest.mark.django_db


def test_orders_in_pages_and_one_with_lines(cast, as_person, account, kymi, aava):
    order = order_of(kymi, aava, "GOOD-1")
    client = as_person(cast.kam)
    found = client.get("/api/v1/orders/", {"account": str(account.pk), "show": "on-time"}).json()
    assert [each["number"] for each in found["results"]] == ["GOOD-1"]
    assert found["results"][0]["subtotal"] == {"amount": "1240.50", "currency": "EUR"}
    assert found["results"][0]["on_time"] is True
    one = client.get(f"/api/v1/orders/{order.pk}/").json()
    assert one["lines"][0]["description"] == "Bearing"


@pytest.mark.parametrize("query", ["account=nonsense", "show=nonsense"])
def test_bad_filters_are_refused(cast, as_person, account, query):
    assert as_person(cast.kam).get(f"/api/v1/orders/?{query}").status_code == 422


def test_others_get_an_empty_list_and_no_order(cast, as_person, account, kymi, aava):
    order = order_of(kymi, aava, "GOOD-1")
    for person in (cast.tech, cast.othersales, cast.admin, cast.buyer, cast.rival):
        client = as_person(person)
        assert client.get("/api/v1/orders/").json()["results"] == []
        assert client.get(f"/api/v1/orders/{order.pk}/").status_code == 404
