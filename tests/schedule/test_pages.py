"""The pages of the common schedule, through HTTP."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.activity.models import Activity, Delivery
from portal.core.errors import Forbidden, WrongState
from sales_module.schedule import services
from sales_module.schedule.models import Proposal, ScheduleItem, Slot
from tests.counting import queries_of
from tests.factories.projects import make_project
from tests.factories.schedule import make_agreed, make_proposed, offered, wall

pytestmark = pytest.mark.django_db

READERS = {"sales", "tech", "pricing", "kam", "buyer", "expert", "director", "consult"}
STRANGERS = {"othersales", "admin", "colleague", "people", "rival", "field", "former"}


@pytest.fixture
def room(aurora):
    return make_project(aurora).space


def url(name, space, *ids):
    return reverse(f"schedule:{name}", args=[space.pk, *ids])


def offer(**more):
    return {
        "slot_1": wall(20).strftime("%Y-%m-%dT%H:%M"),
        "slot_2": wall(21, 9).strftime("%Y-%m-%dT%H:%M"),
        "zone": "Europe/Helsinki",
        "minutes": "90",
        **more,
    }


def new(**more):
    return offer(**{"kind": "meeting", "title": "Kick-off", "place": "Mill office", **more})


def open_of(item):
    return Proposal.objects.get(item=item, state="open")


# --- proposing -------------------------------------------------------------------------------------------------------


def test_a_proposal_waits_for_the_other_side_and_tells_everybody_else(cast, room, as_person):
    response = as_person(cast.buyer).post(url("propose", room), new())
    item = ScheduleItem.objects.get()
    assert response.status_code == 302 and response["Location"] == url("item", room, item.pk)
    assert (item.state, item.turn, item.starts) == ("proposed", "supplier", None)
    assert [slot.minutes for slot in Slot.objects.all()] == [90, 90]
    told = {d.person.name.lower() for d in Delivery.objects.filter(activity__kind="schedule.proposed")}
    assert told == READERS - {"buyer"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("slot_1", ""),
        ("slot_1", "tomorrow"),
        ("slot_1", "2020-01-01T10:00"),
        ("slot_1", "2026-03-03T14:00+02:00"),
        ("zone", "Europe/Atlantis"),
        ("minutes", "-5"),
        ("minutes", "99999999"),
        ("kind", "party"),
        ("video_link", "javascript:alert(1)"),
        ("title", "x" * 151),
    ],
)
def test_bad_input_is_kept_and_nothing_is_written(cast, room, as_person, field, value):
    response = as_person(cast.buyer).post(url("propose", room), new(**{field: value, "agenda": "Keep me"}))
    assert response.status_code == 422
    assert "Keep me" in response.content.decode()
    assert not ScheduleItem.objects.exists()


def test_a_time_the_clocks_jump_over_is_refused_with_a_sentence(cast, room, as_person):
    year = timezone.now().year + 1
    last_sunday = max(d for n in range(31) if (d := date(year, 3, 1) + timedelta(days=n)).weekday() == 6)
    response = as_person(cast.buyer).post(url("propose", room), new(slot_1=f"{last_sunday}T03:30"))
    assert response.status_code == 422
    assert "does not exist" in response.content.decode()


def test_the_same_time_twice_is_refused(cast, room, as_person):
    same = wall(20).strftime("%Y-%m-%dT%H:%M")
    response = as_person(cast.buyer).post(url("propose", room), new(slot_1=same, slot_2=same))
    assert response.status_code == 422 and "offered twice" in response.content.decode()


def test_a_deadline_needs_no_duration(cast, room, as_person):
    as_person(cast.sales).post(url("propose", room), new(kind="deadline", minutes=""))
    assert {slot.minutes for slot in Slot.objects.all()} == {0}


def test_a_double_click_proposes_once(cast, room, as_person):
    client, body = as_person(cast.buyer), new(idempotency_key="once")
    first, second = client.post(url("propose", room), body), client.post(url("propose", room), body)
    assert first["Location"] == second["Location"]
    assert ScheduleItem.objects.count() == 1


# --- who may ---------------------------------------------------------------------------------------------------------


def test_pages_open_for_readers_only(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    for name in READERS:
        for page in (url("schedule", room), url("item", room, item.pk)):
            assert as_person(getattr(cast, name)).get(page).status_code == 200, (name, page)
    for name in STRANGERS:
        for page in (url("schedule", room), url("item", room, item.pk), url("propose", room)):
            assert as_person(getattr(cast, name)).get(page).status_code == 404, (name, page)


def test_answering_takes_a_deciding_role(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    slot = open_of(item).slots.all()[0]
    for name in ("expert", "consult"):
        client = as_person(getattr(cast, name))
        assert client.post(url("accept", room, item.pk, slot.pk)).status_code == 403
        assert client.post(url("decline", room, item.pk, slot.proposal_id)).status_code == 403
        assert client.post(url("counter", room, item.pk, slot.proposal_id), offer()).status_code == 403
    assert as_person(cast.rival).post(url("accept", room, item.pk, slot.pk)).status_code == 404
    item.refresh_from_db()
    assert item.state == "proposed"


def test_nobody_answers_the_own_sides_proposal(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    slot = open_of(item).slots.all()[0]
    assert as_person(cast.kam).post(url("accept", room, item.pk, slot.pk)).status_code == 403


def test_an_item_of_another_space_is_not_found_here(cast, room, borealis, as_person):
    foreign = make_proposed(borealis, cast.rival)
    assert as_person(cast.consult).get(url("item", room, foreign.pk)).status_code == 404
    assert as_person(cast.consult).get(url("item", borealis, foreign.pk)).status_code == 200


# --- answering -------------------------------------------------------------------------------------------------------


def test_accepting_agrees_on_that_time_and_place(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    slot = open_of(item).slots.all()[1]
    assert as_person(cast.buyer).post(url("accept", room, item.pk, slot.pk)).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.turn, item.starts, item.place) == ("agreed", "", slot.starts, "Mill office")
    assert (item.day, item.at, item.zone) == (slot.day, slot.at, "Europe/Helsinki")
    assert Activity.objects.filter(kind="schedule.accepted", subject_id=item.pk).count() == 1


def test_accepting_after_it_was_countered_is_a_conflict(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    first = open_of(item)
    other_tab = first.slots.all()[0]
    client = as_person(cast.buyer)
    assert client.post(url("counter", room, item.pk, first.pk), offer()).status_code == 302
    assert client.post(url("accept", room, item.pk, other_tab.pk)).status_code == 409
    assert client.post(url("decline", room, item.pk, first.pk)).status_code == 409
    item.refresh_from_db()
    assert (item.state, item.turn) == ("proposed", "supplier")
    assert [p.state for p in item.proposals.all()] == ["open", "countered"]


def test_a_refused_counter_keeps_what_was_written(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    bad = offer(slot_1="2020-01-01T10:00", message="We travel that week")
    response = as_person(cast.buyer).post(url("counter", room, item.pk, open_of(item).pk), bad)
    assert response.status_code == 422 and "We travel that week" in response.content.decode()
    assert open_of(item).side == "supplier"


def test_declining_tells_why_and_ends_it(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    proposal = open_of(item)
    as_person(cast.buyer).post(url("decline", room, item.pk, proposal.pk), {"answer": "Shutdown week"})
    item.refresh_from_db()
    proposal.refresh_from_db()
    assert (item.state, item.turn, proposal.state, proposal.answer) == ("declined", "", "declined", "Shutdown week")
    assert "Shutdown week" in as_person(cast.sales).get(url("item", room, item.pk)).content.decode()


def test_a_time_that_is_over_cannot_be_accepted(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    slot = open_of(item).slots.all()[0]
    Slot.objects.filter(pk=slot.pk).update(day="2020-01-01")
    assert as_person(cast.buyer).post(url("accept", room, item.pk, slot.pk)).status_code == 422
    item.refresh_from_db()
    assert item.state == "proposed"


def test_only_the_proposing_side_takes_a_proposal_back(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    proposal = open_of(item)
    assert as_person(cast.buyer).post(url("withdraw", room, item.pk, proposal.pk)).status_code == 403
    assert as_person(cast.tech).post(url("withdraw", room, item.pk, proposal.pk)).status_code == 302
    item.refresh_from_db()
    assert item.state == "cancelled"
    assert as_person(cast.sales).post(url("withdraw", room, item.pk, proposal.pk)).status_code == 409


# --- what is agreed --------------------------------------------------------------------------------------------------


def test_an_agreed_time_stands_until_the_other_side_consents(cast, room, as_person):
    item = make_agreed(room, cast.sales, cast.buyer)
    agreed = item.starts
    response = as_person(cast.sales).post(url("change", room, item.pk), offer(version=item.version))
    assert response.status_code == 302
    item.refresh_from_db()
    assert (item.state, item.turn, item.starts) == ("agreed", "customer", agreed)
    as_person(cast.buyer).post(url("decline", room, item.pk, open_of(item).pk))
    item.refresh_from_db()
    assert (item.state, item.turn, item.starts) == ("agreed", "", agreed)


def test_a_stale_change_keeps_what_was_written(cast, room, as_person):
    item = make_agreed(room, cast.sales, cast.buyer)
    body = offer(version=item.version - 1, message="Later, if you can")
    response = as_person(cast.sales).post(url("change", room, item.pk), body)
    assert response.status_code == 412 and "Later, if you can" in response.content.decode()
    item.refresh_from_db()
    assert item.turn == ""


def test_a_second_change_waits_for_the_answer_to_the_first(cast, room, as_person):
    item = make_agreed(room, cast.sales, cast.buyer)
    services.change_propose(actor=cast.sales, item=item, version=item.version, offer=services.Offer([offered(40)]))
    item.refresh_from_db()
    assert as_person(cast.buyer).post(url("change", room, item.pk), offer(version=item.version)).status_code == 409


def test_cancelling_tells_everybody_and_ends_an_open_change(cast, room, as_person):
    item = make_agreed(room, cast.sales, cast.buyer)
    services.change_propose(actor=cast.sales, item=item, version=item.version, offer=services.Offer([offered(40)]))
    item.refresh_from_db()
    page = url("cancel", room, item.pk)
    assert as_person(cast.expert).post(page, {"version": item.version}).status_code == 403
    assert as_person(cast.buyer).post(page, {"version": item.version - 1}).status_code == 412
    assert as_person(cast.buyer).post(page, {"version": "²"}).status_code == 422
    assert as_person(cast.buyer).post(page, {"version": item.version}).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.turn) == ("cancelled", "")
    assert not item.proposals.filter(state="open").exists()
    assert as_person(cast.buyer).post(page, {"version": item.version}).status_code == 409
    assert Delivery.objects.filter(activity__kind="schedule.cancelled", channel="mail").count() == len(READERS) - 1


def test_two_agendas_are_both_shown(cast, room, as_person):
    item = make_agreed(room, cast.sales, cast.buyer)
    page = url("agenda", room, item.pk)
    assert as_person(cast.buyer).post(page, {"version": item.version, "agenda": "Energy"}).status_code == 302
    late = as_person(cast.tech).post(page, {"version": item.version, "agenda": "Safety"})
    assert late.status_code == 412
    assert "Energy" in late.content.decode() and "Safety" in late.content.decode()
    item.refresh_from_db()
    assert item.agenda == "Energy"
    assert as_person(cast.pricing).post(page, {"version": item.version, "agenda": "x"}).status_code == 403


def test_the_calendar_file_tells_kind_code_name_and_time_only(cast, room, as_person):
    item = make_agreed(room, cast.sales, cast.buyer, title="Secret machine")
    response = as_person(cast.buyer).get(url("calendar", room, item.pk))
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Meeting AURORA" in text and str(item.pk) in text
    assert f"DTSTART:{item.starts:%Y%m%dT%H%M%SZ}" in text
    for secret in ("Secret machine", "Mill office", "Aava", "Which day"):
        assert secret not in text


def test_there_is_no_calendar_file_before_a_time_is_agreed(cast, room, as_person):
    item = make_proposed(room, cast.sales)
    assert as_person(cast.buyer).get(url("calendar", room, item.pk)).status_code == 409


# --- the list --------------------------------------------------------------------------------------------------------


def test_past_items_are_folded_and_waiting_ones_are_not(cast, room, as_person):
    over = make_agreed(room, cast.sales, cast.buyer, title="Long ago")
    waiting = make_proposed(room, cast.sales, title="Never answered")
    past = timezone.now() - timedelta(days=30)
    ScheduleItem.objects.filter(pk=over.pk).update(starts=past, sorted_by=past)
    ScheduleItem.objects.filter(pk=waiting.pk).update(sorted_by=past)
    client = as_person(cast.buyer)
    now = client.get(url("schedule", room)).content.decode()
    assert "Long ago" not in now and "Never answered" in now and "Waits for your answer" in now
    assert "Long ago" in client.get(url("schedule", room) + "?past=1").content.decode()


def test_the_readers_own_time_stands_beside(cast, room, as_person):
    make_agreed(room, cast.sales, cast.buyer)
    cast.buyer.time_zone = "Asia/Shanghai"
    cast.buyer.save()
    page = as_person(cast.buyer).get(url("schedule", room)).content.decode()
    assert "14:00" in page and "Helsinki" in page and "your time" in page


@pytest.mark.parametrize("query", ["", "?past=1"])
def test_queries_do_not_grow_with_the_schedule(cast, room, as_person, query):
    client, page = as_person(cast.buyer), url("schedule", room) + query
    for number in range(2):
        make_proposed(room, cast.sales, title=f"Item {number}")
    few = queries_of(client, page)
    for number in range(18):
        make_proposed(room, cast.sales, title=f"More {number}")
    assert queries_of(client, page) == few <= 12


def test_zone_rules_that_change_move_the_moment_and_say_so(cast, room, as_person):
    item = make_agreed(room, cast.sales, cast.buyer)
    shifted = item.starts + timedelta(hours=1)
    ScheduleItem.objects.filter(pk=item.pk).update(starts=shifted)
    assert services.zone_rules_apply() == 1
    assert services.zone_rules_apply() == 0
    moved = ScheduleItem.objects.get(pk=item.pk)
    assert moved.moved_by_rules and moved.starts == item.starts
    assert "New time zone rules" in as_person(cast.buyer).get(url("item", room, item.pk)).content.decode()


def test_services_refuse_what_pages_hide(cast, room):
    item = make_proposed(room, cast.sales)
    with pytest.raises(Forbidden):
        services.proposal_accept(actor=cast.sales, slot=open_of(item).slots.all()[0])
    with pytest.raises(WrongState):
        services.item_cancel(actor=cast.buyer, item=item, version=item.version)
