"""Home: what waits, what is new, what comes, where I take part."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.home import registry
from portal.home.registry import WaitingItem
from portal.people.models import Person
from tests.counting import queries_of
from tests.factories.projects import make_project
from tests.factories.schedule import make_agreed, make_proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(aurora):
    return make_project(aurora)


def page_of(client):
    return client.get("/").context["page"]


def test_somebody_in_no_project_is_told_what_would_be_here(cast, as_person):
    seller = as_person(cast.othersales).get("/").content.decode()
    assert "You take part in no project yet" in seller and "Start a project" in seller
    colleague = as_person(cast.colleague).get("/").content.decode()
    assert "Nothing waits for you" in colleague and "Start a project" not in colleague


def test_a_proposal_waits_for_those_who_decide_on_the_other_side(cast, project, borealis, as_person):
    make_proposed(project.space, cast.sales, title="Price talk")
    waiting = {
        name: [str(row.item.sentence) for row in page_of(as_person(person)).waiting]
        for name, person in cast.everyone().items()
    }
    assert {name for name, rows in waiting.items() if rows} == {"buyer", "director"}
    assert waiting["buyer"] == ["Answer the proposed times: Price talk"]


def test_what_is_late_comes_first(cast, project, as_person, monkeypatch):
    now = timezone.now()
    dues = {"None": None, "Soon": now + timedelta(days=1), "Late": now - timedelta(days=1)}
    items = [WaitingItem(project.pk, name, "/x/", due, "test") for name, due in dues.items()]
    monkeypatch.setattr(registry, "waiting_providers", [lambda person: items])
    page = page_of(as_person(cast.buyer))
    assert [(row.item.sentence, row.late, row.code_name) for row in page.waiting] == [
        ("Late", True, "AURORA"), ("Soon", False, "AURORA"), ("None", False, "AURORA"),
    ]  # fmt: skip


def test_new_is_what_others_did_and_i_may_open(cast, project, borealis, as_person):
    make_proposed(project.space, cast.sales, title="Price talk")
    sentences = {
        name: [entry.sentence for entry in page_of(as_person(person)).new] for name, person in cast.everyone().items()
    }
    told = {name for name, rows in sentences.items() if any("Price talk" in row for row in rows)}
    assert told == {"tech", "pricing", "kam", "buyer", "expert", "director", "consult"}


def test_new_counts_from_the_visit_before_this_one(cast, project, as_person):
    client = as_person(cast.buyer)
    make_proposed(project.space, cast.sales, title="Before")
    assert len(page_of(client).new) == 1
    Person.objects.filter(pk=cast.buyer.pk).update(visited_home=timezone.now() - timedelta(hours=2))
    for activity_time in (timezone.now() - timedelta(hours=3),):
        project.space.activities.update(created=activity_time)
    client.get("/")  # a new visit begins
    assert page_of(client).new == []
    make_proposed(project.space, cast.sales, title="After")
    assert ["After" in entry.sentence for entry in page_of(client).new] == [True]
    assert "After" in client.get("/new/").content.decode()


def test_a_visit_is_marked_once_and_after_the_answer(cast, as_person):
    client = as_person(cast.buyer)
    client.get("/")
    first = Person.objects.get(pk=cast.buyer.pk)
    assert first.visited_home and first.visited_home_before is None
    client.get("/")
    assert Person.objects.get(pk=cast.buyer.pk).visited_home == first.visited_home
    earlier = timezone.now() - timedelta(minutes=31)
    Person.objects.filter(pk=cast.buyer.pk).update(visited_home=earlier)
    client.get("/")
    again = Person.objects.get(pk=cast.buyer.pk)
    assert again.visited_home_before == earlier and again.visited_home > earlier


def test_next_dates_and_places(cast, project, as_person):
    make_agreed(project.space, cast.sales, cast.buyer, title="Mill visit")
    page = page_of(as_person(cast.buyer))
    assert [(row.item.title, row.code_name) for row in page.dates] == [("Mill visit", "AURORA")]
    place = page.places[0]
    assert (place.code_name, place.title, str(place.step)) == ("AURORA", "New board machine", "Opportunity validation")
    assert (place.next_title, place.url) == ("Mill visit", f"/projects/{project.pk}/")


def test_home_is_lean_and_does_not_grow(cast, project, as_person):
    client = as_person(cast.buyer)
    for _number in range(2):
        make_proposed(project.space, cast.sales)
        make_agreed(project.space, cast.sales, cast.buyer)
    few = queries_of(client, "/")
    for _number in range(18):
        make_proposed(project.space, cast.sales)
        make_agreed(project.space, cast.sales, cast.buyer)
    assert queries_of(client, "/") == few <= 12


def test_home_only_reads_by_get(cast, as_person):
    assert as_person(cast.buyer).post("/").status_code == 405
