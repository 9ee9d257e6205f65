"""Opening an account, its page and its list."""

import pytest
from django.urls import reverse

from coop_plan.accounts.models import Account
from coop_plan.plans.choices import RowKind
from portal.activity.models import Activity
from portal.core.errors import InvalidInput
from portal.spaces.choices import Side
from portal.spaces.models import Participant, Role, Space
from portal.spaces.services import participant_add
from sales_module.projects.models import Project
from tests.counting import queries_of
from tests.factories.orders import order_of
from tests.factories.people import PersonFactory
from tests.factories.plans import account_with_cast, plan_with_cast, row_of

pytestmark = pytest.mark.django_db

TEAM = {"kam", "sales", "pricing", "tech"}
SELLERS = {"kam", "sales", "othersales"}


def detail(account):
    return reverse("accounts:detail", args=[account.pk])


# --- opening ---------------------------------------------------------------------------------------------------------


def test_a_seller_opens_an_account_and_looks_after_it(cast, as_person, aava):
    client = as_person(cast.kam)
    assert "Aava Board" in client.get(reverse("accounts:open") + "?q=aava").content.decode()
    answer = client.post(reverse("accounts:open"), {"customer": aava.pk})
    account = Account.objects.get()
    assert answer["Location"] == detail(account)
    seat = Participant.objects.get(space=account.pk)
    assert (seat.person, seat.side, seat.role_id) == (cast.kam, Side.SUPPLIER, "key_account_manager")
    assert Activity.objects.filter(kind="accounts.opened", space=account.pk).count() == 1
    assert client.get(detail(account)).status_code == 200


def test_an_account_that_imports_made_is_opened_with_its_orders(cast, as_person, kymi, aava):
    order_of(kymi, aava, "A-1")
    client = as_person(cast.kam)
    client.post(reverse("accounts:open"), {"customer": aava.pk})
    assert Space.objects.filter(kind="account").count() == 1
    assert "1 of 1" in client.get(detail(Account.objects.get())).content.decode()


def test_nobody_walks_into_an_account_somebody_looks_after(cast, as_person, account, aava):
    answer = as_person(cast.othersales).post(reverse("accounts:open"), {"customer": aava.pk})
    assert answer.status_code == 422
    assert not Participant.objects.filter(person=cast.othersales, space=account.pk).exists()
    assert as_person(cast.othersales).get(detail(account)).status_code == 404


def test_an_account_everybody_left_can_be_opened_again(cast, as_person, account, aava):
    Participant.objects.filter(space=account.pk).update(ends="2026-01-01T00:00Z", starts="2025-01-01T00:00Z")
    assert as_person(cast.kam).get(detail(account)).status_code == 404
    assert as_person(cast.kam).post(reverse("accounts:open"), {"customer": aava.pk}).status_code == 302
    assert as_person(cast.kam).get(detail(account)).status_code == 200


def test_only_sellers_open_accounts(cast, as_person, aava):
    for name, person in cast.everyone().items():
        client, expected = as_person(person), 200 if name in SELLERS else 403
        assert client.get(reverse("accounts:open")).status_code == expected, name
        if name not in SELLERS:
            assert client.post(reverse("accounts:open"), {"customer": aava.pk}).status_code == 403
    assert not Account.objects.exists()


@pytest.mark.parametrize("customer", ["", "nonsense", "01900000-0000-7000-8000-000000000000"])
def test_no_customer_no_account(cast, as_person, kymi, customer):
    assert as_person(cast.kam).post(reverse("accounts:open"), {"customer": customer}).status_code == 422
    assert as_person(cast.kam).post(reverse("accounts:open"), {"customer": kymi.pk}).status_code == 422


def test_nobody_of_the_customer_takes_part_in_an_account(cast, account):
    with pytest.raises(InvalidInput):
        participant_add(
            actor=cast.kam,
            space_id=account.pk,
            person=cast.buyer,
            side=Side.CUSTOMER,
            role=Role.objects.get(code="purchase_lead"),
        )


def test_a_row_on_the_customer_s_side_would_still_open_nothing(cast, as_person, account):
    Participant.objects.create(
        person=cast.buyer, space=account.space, organisation=cast.buyer.organisation, side=Side.CUSTOMER,
        role_id="purchase_lead",
    )  # fmt: skip
    assert as_person(cast.buyer).get(detail(account)).status_code == 404
    assert as_person(cast.buyer).get(f"/api/v1/accounts/{account.pk}/").status_code == 404


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.fixture
def full(cast, account, kymi, aava, aurora):
    """The account with orders, a project of most of the team, a plan and its news."""
    order_of(kymi, aava, "A-1")
    Project.objects.create(space=aurora, name="New press section")
    plan = plan_with_cast(cast, kymi, aava)
    row_of(plan, cast.buyer, RowKind.ACTION)
    PersonFactory(organisation=aava, name="Imported Contact", email=None, can_sign_in=False)
    return account


def test_the_account_on_one_page(cast, as_person, full):
    text = as_person(cast.kam).get(detail(full)).content.decode()
    for words in ("Aava Board", "AURORA", "Line 3 to 97 %", "1 of 1", "Buyer added an action", "Colleague"):
        assert words in text, words


def test_only_the_team_sees_the_account(cast, as_person, full):
    for name, person in cast.everyone().items():
        client, expected = as_person(person), 200 if name in TEAM else 404
        for page in (detail(full), reverse("accounts:contacts", args=[full.pk])):
            assert client.get(page).status_code == expected, (name, page)
        assert ("Aava Board" in client.get(reverse("accounts:list")).content.decode()) == (name in TEAM), name


def test_each_reader_sees_only_the_projects_and_plans_they_take_part_in(cast, as_person, full, aurora):
    Participant.objects.filter(person=cast.tech).exclude(space=full.pk).update(
        starts="2025-01-01T00:00Z", ends="2026-01-01T00:00Z"
    )
    text = as_person(cast.tech).get(detail(full)).content.decode()
    for words in ("AURORA", "New press section", "Line 3 to 97 %", "added an action", "1 of 1"):
        assert words not in text, words
    listed = as_person(cast.tech).get(reverse("accounts:list")).context["rows"][0]
    assert (listed.projects, listed.plans, listed.on_time) == (0, 0, None)


def test_all_contacts_are_on_their_own_page(cast, as_person, full):
    text = as_person(cast.tech).get(reverse("accounts:contacts", args=[full.pk])).content.decode()
    for name in ("Buyer", "Imported Contact", "People"):
        assert name in text


def test_pages_ask_the_same_whatever_the_size(cast, as_person, full, kymi, aava, brattsund):
    client = as_person(cast.kam)
    row_of(plan_with_cast(cast, kymi, aava), cast.buyer, RowKind.OBJECTIVE)
    few = [queries_of(client, page) for page in (detail(full), reverse("accounts:list"))]
    for number in range(20):
        order_of(kymi, aava, f"B-{number}")
        PersonFactory(organisation=aava)
        plan = plan_with_cast(cast, kymi, aava)
        row_of(plan, cast.buyer, RowKind.ACTION)
    account_with_cast(cast, kymi, brattsund)
    assert [queries_of(client, page) for page in (detail(full), reverse("accounts:list"))] == few
    assert max(few) <= 12


def test_the_list_finds_a_customer(cast, as_person, account, kymi, brattsund):
    account_with_cast(cast, kymi, brattsund)
    client = as_person(cast.kam)
    text = client.get(reverse("accounts:list") + "?q=bratt").content.decode()
    assert "Brattsund" in text
    assert "Aava Board" not in text
    assert "No customer of that name" in client.get(reverse("accounts:list") + "?q=zzz").content.decode()


def test_the_place_in_the_menu_is_for_the_supplier(cast, as_person):
    assert 'href="/accounts/"' in as_person(cast.tech).get("/").content.decode()
    assert 'href="/accounts/"' not in as_person(cast.buyer).get("/").content.decode()


# --- API -------------------------------------------------------------------------------------------------------------


def test_accounts_in_the_api(cast, as_person, full, aurora):
    client = as_person(cast.kam)
    listed = client.get("/api/v1/accounts/").json()["results"]
    assert [each["customer"]["name"] for each in listed] == ["Aava Board"]
    one = client.get(f"/api/v1/accounts/{full.pk}/").json()
    assert one["projects"] == [str(aurora.pk)]
    assert len(one["plans"]) == 1
    assert one["on_time_delivery"] == {
        "counted": 1, "on_time": 1, "late": 0, "not_counted": 0, "percent": "100.0000",
    }  # fmt: skip
    assert as_person(cast.tech).get(f"/api/v1/accounts/{full.pk}/").json()["on_time_delivery"] is None
    for person in (cast.othersales, cast.admin, cast.buyer, cast.rival):
        assert as_person(person).get("/api/v1/accounts/").json()["results"] == []
        assert as_person(person).get(f"/api/v1/accounts/{full.pk}/").status_code == 404


def test_opening_in_the_api(cast, as_person, aava, brattsund):
    def post(person, customer):
        data = {"customer": str(customer)}
        return as_person(person).post("/api/v1/accounts/", data, content_type="application/json")

    assert post(cast.kam, aava.pk).status_code == 201
    assert post(cast.othersales, aava.pk).status_code == 422
    assert post(cast.tech, brattsund.pk).status_code == 403
    assert post(cast.kam, "nonsense").status_code == 422
