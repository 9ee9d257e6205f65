"""Orders of an account through HTTP."""

from datetime import date

import pytest
from django.urls import reverse

from tests.counting import queries_of
from tests.factories.orders import order_of

pytestmark = pytest.mark.django_db

READERS = {"kam", "sales", "pricing"}


@pytest.fixture
def orders(kymi, aava):
    late = order_of(kymi, aava, "LATE-1", delivered=date(2026, 2, 5))
    good = order_of(kymi, aava, "GOOD-1")
    waiting = order_of(kymi, aava, "OPEN-1", delivered=None, ordered=None)
    return late, good, waiting


def address(account):
    return reverse("orders:list", args=[account.pk])


def test_the_list_counts_and_filters(cast, as_person, account, orders):
    client = as_person(cast.kam)
    text = client.get(address(account)).content.decode()
    assert "50" in text
    assert "1 of 2" in text
    assert text.index("LATE-1") < text.index("OPEN-1")
    for show, found, left_out in [
        ("late", "LATE-1", "GOOD-1"), ("on-time", "GOOD-1", "LATE-1"), ("open", "OPEN-1", "GOOD-1"),
    ]:  # fmt: skip
        text = client.get(f"{address(account)}?show={show}").content.decode()
        assert found in text
        assert left_out not in text


def test_a_made_up_filter_shows_all(cast, as_person, account, orders):
    text = as_person(cast.kam).get(f"{address(account)}?show=nonsense&page=-3").content.decode()
    assert all(key in text for key in ("LATE-1", "GOOD-1", "OPEN-1"))


def test_only_team_members_who_read_prices_see_orders(cast, as_person, account, orders):
    pages = [address(account), reverse("orders:detail", args=[account.pk, orders[0].pk])]
    for name, person in cast.everyone().items():
        for page in pages:
            expected = 200 if name in READERS else 404
            assert as_person(person).get(page).status_code == expected, (name, page)


def test_an_order_of_another_account_is_unknown(cast, as_person, account, orders, kymi, brattsund):
    from tests.factories.plans import account_with_cast

    other = account_with_cast(cast, kymi, brattsund)
    assert as_person(cast.kam).get(reverse("orders:detail", args=[other.pk, orders[0].pk])).status_code == 404


def test_the_detail_shows_lines(cast, as_person, account, orders):
    text = as_person(cast.kam).get(reverse("orders:detail", args=[account.pk, orders[0].pk])).content.decode()
    assert "Bearing" in text
    assert "3 days late" in text


def test_the_list_asks_the_same_whatever_its_length(cast, as_person, account, kymi, aava):
    client = as_person(cast.kam)
    order_of(kymi, aava, "A-0")
    order_of(kymi, aava, "A-1")
    few = queries_of(client, address(account))
    for number in range(2, 22):
        order_of(kymi, aava, f"A-{number}")
    assert queries_of(client, address(account)) == few
    assert few <= 12


def test_the_second_page_goes_on(cast, as_person, account, kymi, aava):
    for number in range(27):
        order_of(kymi, aava, f"A-{number:02}", ordered=date(2026, 1, 1 + number))
    client = as_person(cast.kam)
    first, second = (
        client.get(address(account)).content.decode(),
        client.get(address(account) + "?page=2").content.decode(),
    )
    assert "A-26" in first
    assert "A-01" not in first
    assert "A-01" in second
