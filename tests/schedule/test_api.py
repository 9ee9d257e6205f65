"""`/api/v1/schedule/`."""

import pytest
from django.urls import reverse

from sales_module.schedule.models import Proposal, ScheduleItem
from tests.counting import queries_of
from tests.factories.projects import make_project
from tests.factories.schedule import make_agreed, make_proposed, wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(aurora):
    return make_project(aurora).space


def send(client, name, *ids, method="post", version=None, **body):
    headers = {"If-Match": f'"{version}"'} if version else {}
    return getattr(client, method)(
        reverse(f"api_{name}", args=ids), body, content_type="application/json", headers=headers
    )


def slots(*days, zone="Asia/Shanghai"):
    return [{"local": wall(day).strftime("%Y-%m-%dT%H:%M"), "zone": zone, "minutes": 45} for day in days]


def open_of(item):
    return Proposal.objects.get(item=item, state="open")


def test_propose_counter_accept(cast, room, as_person):
    sales, buyer = as_person(cast.sales), as_person(cast.buyer)
    made = send(sales, "schedule", space=str(room.pk), kind="negotiation", title="Prices", slots=slots(20, 21))
    assert made.status_code == 201 and made["ETag"] == '"1"'
    pk, proposal = made.json()["id"], made.json()["proposals"][0]
    assert made.json()["turn"] == "customer" and proposal["slots"][0]["local"] == slots(20)[0]["local"]

    countered = send(buyer, "schedule_counter", pk, proposal=proposal["id"], slots=slots(25))
    assert countered.status_code == 200 and countered.json()["turn"] == "supplier"

    stale = send(sales, "schedule_accept", pk, slot=proposal["slots"][0]["id"])
    assert stale.status_code == 409 and stale.json()["type"] == "/problems/wrong-state"

    slot = countered.json()["proposals"][0]["slots"][0]
    agreed = send(sales, "schedule_accept", pk, slot=slot["id"]).json()
    assert (agreed["state"], agreed["local"], agreed["zone"], agreed["minutes"]) == (
        "agreed", slots(25)[0]["local"], "Asia/Shanghai", 45,
    )  # fmt: skip


def test_change_and_cancel_name_the_version(cast, room, as_person):
    item, client = make_agreed(room, cast.sales, cast.buyer), as_person(cast.buyer)
    assert send(client, "schedule_propose", item.pk, slots=slots(40)).status_code == 422
    assert send(client, "schedule_propose", item.pk, version=1, slots=slots(40)).status_code == 412
    done = send(client, "schedule_propose", item.pk, version=item.version, slots=slots(40))
    assert (done.json()["state"], done.json()["turn"]) == ("agreed", "supplier")
    gone = send(client, "schedule_cancel", item.pk, version=done.json()["version"])
    assert gone.json()["state"] == "cancelled"
    assert send(client, "schedule_cancel", item.pk, version=gone.json()["version"]).status_code == 409


def test_agenda_withdraw_and_decline(cast, room, as_person):
    item, buyer, sales = make_proposed(room, cast.sales), as_person(cast.buyer), as_person(cast.sales)
    assert send(buyer, "schedule_item", item.pk, method="patch", version=1, agenda="Energy").json()["version"] == 2
    stale = send(buyer, "schedule_item", item.pk, method="patch", version=1, agenda="Late")
    assert stale.status_code == 412 and stale.json()["current_version"] == 2
    assert send(buyer, "schedule_withdraw", item.pk, proposal=str(open_of(item).pk)).status_code == 403
    assert send(sales, "schedule_withdraw", item.pk, proposal=str(open_of(item).pk)).json()["state"] == "cancelled"
    other = make_proposed(room, cast.sales)
    declined = send(buyer, "schedule_decline", other.pk, proposal=str(open_of(other).pk), answer="Holiday").json()
    assert (declined["state"], declined["proposals"][0]["answer"]) == ("declined", "Holiday")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slots": []}, "slots"),
        ({"slots": [{"local": "tomorrow", "zone": "UTC"}]}, "slots.0.local"),
        ({"slots": [{"local": "2030-01-01T10:00+02:00", "zone": "UTC"}]}, "slots.0.local"),
        ({"slots": [{"local": "2030-01-01T10:00", "zone": "Moon/Base"}]}, "slots.0"),
        ({"slots": [{"local": "2030-01-01T10:00", "zone": "../../etc/passwd"}]}, "slots.0"),
        ({"slots": [{"local": "9999-12-31T23:59", "zone": "America/New_York"}]}, "slots.0"),
        ({"slots": [{"local": "2020-01-01T10:00", "zone": "UTC"}]}, "slots.0"),
        ({"kind": "party"}, "kind"),
        ({"title": ""}, "title"),
        ({"space": "x"}, "space"),
    ],
)
def test_bad_input_names_its_field(cast, room, as_person, change, field):
    body = {"space": str(room.pk), "kind": "meeting", "title": "Prices", "slots": slots(20), **change}
    answer = send(as_person(cast.buyer), "schedule", **body)
    assert answer.status_code == 422 and field in answer.json()["errors"]
    assert not ScheduleItem.objects.exists()


def test_the_list_holds_what_the_person_may_see(cast, room, borealis, as_person):
    make_proposed(room, cast.sales)
    make_proposed(borealis, cast.rival)
    counts = dict.fromkeys(("admin", "colleague", "field", "former"), 0)
    counts |= {"buyer": 1, "rival": 1, "consult": 2}
    for name, count in counts.items():
        body = as_person(getattr(cast, name)).get(reverse("api_schedule")).json()
        assert len(body["results"]) == count, name
    one = as_person(cast.consult).get(reverse("api_schedule"), {"space": str(borealis.pk)}).json()
    assert [item["space"] for item in one["results"]] == [str(borealis.pk)]
    assert as_person(cast.buyer).get(reverse("api_schedule"), {"space": "x"}).status_code == 422


def test_queries_do_not_grow(cast, room, as_person):
    client = as_person(cast.buyer)
    for _number in range(2):
        make_proposed(room, cast.sales)
    few = queries_of(client, reverse("api_schedule"))
    for _number in range(18):
        make_proposed(room, cast.sales)
    assert queries_of(client, reverse("api_schedule")) == few
