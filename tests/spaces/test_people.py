"""The people of a space: pages and API, in project AURORA and in plans and accounts."""

import pytest
from django.urls import reverse

from portal.activity.models import Delivery
from portal.people.models import Person
from portal.spaces.choices import Side, SpaceKind
from portal.spaces.models import Participant, Space
from tests.conftest import seat
from tests.counting import queries_of
from tests.factories.people import PersonFactory
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db

READERS = {"sales", "tech", "pricing", "kam", "buyer", "expert", "director", "consult"}
STRANGERS = {"othersales", "admin", "colleague", "people", "rival", "field", "former"}


@pytest.fixture
def room(aurora):
    return make_project(aurora).space


def url(name, space, *ids):
    return reverse(f"spaces:project_{name}", args=[space.pk, *ids])


def seat_of(person, space):
    return Participant.objects.get(person=person, space=space)


def adding(person=None, **more):
    return {
        "person": str(person.pk) if person else "",
        "place": "customer:technical_expert",
        "joined_history": "from_start",
        "shown_to_other_side": "on",
        **more,
    }


# --- the list --------------------------------------------------------------------------------------------------------


def test_people_are_shown_to_readers_only(cast, room, as_person):
    for name in READERS:
        page = as_person(getattr(cast, name)).get(url("people", room))
        assert page.status_code == 200 and "Director" in page.content.decode(), name
        assert "Former" not in page.content.decode()
    for name in STRANGERS:
        for address in (
            url("people", room),
            url("people_add", room),
            url("person", room, seat_of(cast.buyer, room).pk),
        ):
            assert as_person(getattr(cast, name)).get(address).status_code == 404, (name, address)


def test_each_role_is_told_in_words(cast, room, as_person):
    page = as_person(cast.buyer).get(url("people", room)).content.decode()
    assert "reads, adds, decides on: everything" in page and "brings people in" in page
    assert "Pricing engineer" in page and "decides on: commercial" in page
    assert "sees only what is given to this person" in page


def test_a_space_of_another_kind_is_not_found_under_this_address(cast, room, kymi, aava, as_person):
    plan = Space.objects.create(kind=SpaceKind.PLAN, code_name="PLAN", supplier=kymi, customer=aava)
    seat(cast.kam, plan, Side.SUPPLIER, "key_account_manager")
    client = as_person(cast.kam)
    assert client.get(url("people", plan)).status_code == 404
    assert client.get(reverse("spaces:plan_people", args=[plan.pk])).status_code == 200


def test_queries_do_not_grow_with_the_people(cast, room, kymi, as_person):
    client = as_person(cast.sales)
    few = queries_of(client, url("people", room))
    for _number in range(18):
        seat(PersonFactory(organisation=kymi), room, Side.SUPPLIER, "observer")
    assert queries_of(client, url("people", room)) == few <= 12


# --- bringing in -----------------------------------------------------------------------------------------------------


def test_a_colleague_is_brought_in_and_told(cast, room, as_person):
    response = as_person(cast.buyer).post(url("people_add", room), adding(cast.colleague))
    assert response["Location"] == url("people", room)
    added = seat_of(cast.colleague, room)
    assert (added.side, added.role_id, added.joined_history) == ("customer", "technical_expert", "from_start")
    assert as_person(cast.colleague).get(url("people", room)).status_code == 200
    told = Delivery.objects.filter(activity__kind="spaces.participant_added", channel="mail")
    assert [delivery.person for delivery in told] == [cast.colleague]


def test_somebody_new_comes_in_by_e_mail(cast, room, aava, as_person):
    body = adding(email="New.Engineer@Aava.example", name="New Engineer", home=str(aava.pk))
    assert as_person(cast.buyer).post(url("people_add", room), body).status_code == 302
    new = Person.objects.get(email="new.engineer@aava.example")
    assert (new.organisation, seat_of(new, room).side) == (aava, "customer")


def test_known_and_unknown_addresses_get_the_same_answer(cast, room, aava, as_person):
    client = as_person(cast.buyer)
    answers = [
        client.post(url("people_add", room), adding(email=email, name="A", home=str(aava.pk)))
        for email in (cast.colleague.email, "nobody@aava.example")
    ]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, url("people", room))] * 2


@pytest.mark.parametrize(
    "change",
    [
        {"person": "", "email": ""},
        {"email": "x@y.example"},
        {"person": "", "email": "not an address"},
        {"person": "", "email": "x@y.example", "home": ""},
        {"place": "customer:emperor"},
        {"place": ""},
        {"joined_history": "never"},
        {"person": "x"},
    ],
)
def test_bad_input_is_refused(cast, room, as_person, change):
    before = Participant.objects.count()
    response = as_person(cast.buyer).post(url("people_add", room), adding(cast.colleague) | change)
    assert response.status_code == 422
    assert Participant.objects.count() == before


def test_nobody_sits_among_the_other_companys_people(cast, room, as_person):
    body = adding(cast.othersales, place="customer:observer")
    response = as_person(cast.sales).post(url("people_add", room), body)
    assert response.status_code == 422 and "works for the other side" in response.content.decode()
    body = adding(cast.othersales, place="supplier:observer")
    assert as_person(cast.sales).post(url("people_add", room), body).status_code == 302


def test_a_customer_manages_the_own_side_only(cast, room, as_person):
    client = as_person(cast.buyer)
    assert client.post(url("people_add", room), adding(cast.colleague, place="supplier:observer")).status_code == 422
    supplier = seat_of(cast.tech, room)
    assert client.get(url("person", room, supplier.pk)).status_code == 403
    assert client.post(url("person_end", room, supplier.pk)).status_code == 403


def test_people_without_the_right_bring_nobody_in(cast, room, as_person):
    for name in ("tech", "pricing", "expert", "consult"):
        client = as_person(getattr(cast, name))
        assert client.get(url("people_add", room)).status_code == 403, name
        assert client.post(url("people_add", room), adding(cast.colleague)).status_code == 403, name
    assert not Participant.objects.filter(person=cast.colleague).exists()


def test_somebody_who_left_can_come_back_and_then_takes_part_already(cast, room, as_person):
    client = as_person(cast.buyer)
    assert client.post(url("people_add", room), adding(cast.former)).status_code == 302
    again = adding(email=cast.former.email, home=str(cast.former.organisation_id))
    answer = client.post(url("people_add", room), again)
    assert answer.status_code == 422 and "takes part already" in answer.content.decode()


# --- changing and ending ---------------------------------------------------------------------------------------------


def test_a_role_is_changed(cast, room, as_person):
    expert = seat_of(cast.expert, room)
    body = {"version": expert.version, "role": "observer", "shown_to_other_side": "on"}
    assert as_person(cast.buyer).post(url("person", room, expert.pk), body).status_code == 302
    expert.refresh_from_db()
    assert (expert.role_id, expert.version) == ("observer", 2)
    late = as_person(cast.director).post(url("person", room, expert.pk), body | {"role": "finance"})
    assert late.status_code == 412
    assert as_person(cast.buyer).post(url("person", room, expert.pk), body | {"role": "king"}).status_code == 422


def test_access_ends_at_once(cast, room, as_person):
    expert, page = seat_of(cast.expert, room), url("people", room)
    client = as_person(cast.expert)
    assert client.get(page).status_code == 200
    assert "sees nothing" in as_person(cast.buyer).get(url("person_end", room, expert.pk)).content.decode()
    assert as_person(cast.buyer).post(url("person_end", room, expert.pk)).status_code == 302
    assert client.get(page).status_code == 404
    assert as_person(cast.buyer).post(url("person_end", room, expert.pk)).status_code == 409


def test_somebody_of_the_supplier_always_manages(cast, room, as_person):
    client = as_person(cast.sales)
    kam, sales = seat_of(cast.kam, room), seat_of(cast.sales, room)
    assert client.post(url("person_end", room, kam.pk)).status_code == 302
    assert client.post(url("person_end", room, sales.pk)).status_code == 422
    weaker = {"version": sales.version, "role": "observer"}
    assert client.post(url("person", room, sales.pk), weaker).status_code == 422
    assert client.get(url("people", room)).status_code == 200


def test_leaving_oneself_leads_home(cast, room, as_person):
    response = as_person(cast.director).post(url("person_end", room, seat_of(cast.director, room).pk))
    assert response["Location"] == "/"


# --- API -------------------------------------------------------------------------------------------------------------


def send(client, route, *ids, method="post", version=None, **body):
    headers = {"If-Match": f'"{version}"'} if version else {}
    return getattr(client, method)(
        reverse(f"api_{route}", args=ids), body, content_type="application/json", headers=headers
    )


def test_the_api_adds_changes_and_ends(cast, room, as_person):
    client = as_person(cast.buyer)
    body = {"space": str(room.pk), "person": str(cast.colleague.pk), "side": "customer", "role": "operator"}
    made = send(client, "participants", **body)
    assert made.status_code == 201 and made.json()["person"]["name"] == "Colleague"
    pk = made.json()["id"]
    assert send(client, "participants", **body).status_code == 422
    role = {"role": "finance", "shown_to_other_side": True, "key_contact": False}
    assert send(client, "participant", pk, method="patch", version=1, **role).json()["role"] == "finance"
    assert send(client, "participant", pk, method="patch", version=1, **role).status_code == 412
    assert send(client, "participant_end", pk).status_code == 204
    assert send(client, "participant_end", pk).status_code == 409


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"role": "emperor"}, 422),
        ({"side": "supplier"}, 422),
        ({"side": "both"}, 422),
        ({"person": "019a0000-0000-7000-8000-000000000000"}, 422),
        ({"email": "a@b.example"}, 422),
        ({"space": "019a0000-0000-7000-8000-000000000000"}, 404),
    ],
)
def test_the_api_names_what_is_wrong(cast, room, as_person, change, status):
    body = {"space": str(room.pk), "person": str(cast.colleague.pk), "side": "customer", "role": "operator", **change}
    assert send(as_person(cast.buyer), "participants", **body).status_code == status


def test_the_api_shows_people_of_ones_own_spaces(cast, room, borealis, as_person):
    page = reverse("api_participants")
    for name, count in [("buyer", 9), ("rival", 3), ("consult", 12), ("field", 0), ("admin", 0), ("former", 0)]:
        assert len(as_person(getattr(cast, name)).get(page).json()["results"]) == count, name
    rivals = seat_of(cast.rival, borealis)
    assert as_person(cast.buyer).get(reverse("api_participant", args=[rivals.pk])).status_code == 404
    assert send(as_person(cast.buyer), "participant_end", rivals.pk).status_code == 404
