"""The pages of projects, through HTTP."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.activity.models import Activity, Delivery
from portal.spaces.choices import Side, SpaceKind
from portal.spaces.models import Participant, Space
from sales_module.projects.choices import Outcome
from sales_module.projects.models import Project
from sales_module.projects.services import agreement_record, project_close, project_move
from tests.conftest import seat
from tests.counting import queries_of
from tests.factories.projects import make_project
from tests.factories.schedule import make_agreed, make_proposed

pytestmark = pytest.mark.django_db

READERS = {"sales", "tech", "pricing", "kam", "buyer", "expert", "director", "consult"}
STRANGERS = {"othersales", "admin", "colleague", "people", "rival", "former"}


@pytest.fixture
def project(aurora):
    return make_project(aurora, description="Rebuild of the wet end")


def url(name, project, *ids):
    return reverse(f"projects:{name}", args=[project.pk, *ids])


# --- starting --------------------------------------------------------------------------------------------------------


def new(aava, **more):
    return {"customer": str(aava.pk), "code_name": "TUNDRA", "name": "Dryer section", "description": "", **more}


def test_a_seller_starts_a_project_and_is_its_key_contact(cast, aava, as_person):
    client = as_person(cast.othersales)
    assert "Aava Board" in client.get(reverse("projects:new"), {"q": "aava"}).content.decode()
    assert (
        "Start a project with Aava Board" in client.get(reverse("projects:new"), {"customer": aava.pk}).content.decode()
    )
    response = client.post(reverse("projects:new"), new(aava))
    project = Project.objects.get()
    assert response["Location"] == url("room", project)
    assert (project.space.code_name, project.space.customer, project.phase) == (
        "TUNDRA",
        aava,
        "opportunity_validation",
    )
    only = Participant.objects.get(space=project.space)
    assert (only.person, only.role_id, only.side, only.key_contact) == (
        cast.othersales, "sales_manager", "supplier", True,
    )  # fmt: skip
    assert Activity.objects.filter(kind="projects.created", space=project.space).exists()
    assert client.get(url("room", project)).status_code == 200
    assert as_person(cast.sales).get(url("room", project)).status_code == 404


def test_only_sellers_start_projects(cast, aava, as_person):
    for name in ("tech", "admin", "buyer", "rival", "consult", "field"):
        client = as_person(getattr(cast, name))
        assert client.get(reverse("projects:new")).status_code == 403, name
        assert client.post(reverse("projects:new"), new(aava)).status_code == 403, name
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"code_name": ""}, {"code_name": "x" * 41}, {"name": " "}, {"name": "x" * 151}, {"name": "a\x00b"}]
)
def test_bad_names_are_refused_and_kept(cast, aava, as_person, wrong):
    body = new(aava, description="Keep me") | wrong
    response = as_person(cast.sales).post(reverse("projects:new"), body)
    assert response.status_code == 422 and "Keep me" in response.content.decode()
    assert not Project.objects.exists()


@pytest.mark.parametrize("customer", ["x", "019a0000-0000-7000-8000-000000000000"])
def test_an_unknown_customer_is_not_found(cast, aava, as_person, customer):
    assert as_person(cast.sales).post(reverse("projects:new"), new(aava, customer=customer)).status_code == 404


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_holds_ones_own_projects_only(cast, project, borealis, as_person):
    make_project(borealis, name="Rival machine")
    for name, expected in [("buyer", {"AURORA"}), ("consult", {"AURORA", "BOREALIS"}), ("rival", {"BOREALIS"})]:
        page = as_person(getattr(cast, name)).get(reverse("projects:list")).content.decode()
        assert {code for code in ("AURORA", "BOREALIS") if code in page} == expected
    for name in ("admin", "colleague", "people", "former"):
        page = as_person(getattr(cast, name)).get(reverse("projects:list")).content.decode()
        assert "AURORA" not in page and "no project yet" in page


def test_a_sub_supplier_learns_the_code_name_only(cast, project, as_person):
    client = as_person(cast.field)
    page = client.get(reverse("projects:list")).content.decode()
    assert "AURORA" in page
    for address in (reverse("projects:list"), reverse("home:home"), url("room", project)):
        shown = client.get(address).content.decode()
        for secret in ("New board machine", "Aava", "Rebuild", "Opportunity validation, now"):
            assert secret not in shown, (address, secret)
    assert "AURORA" not in client.get(reverse("projects:list"), {"phase": "opportunity_validation"}).content.decode()
    assert client.get(url("record", project)).status_code == 403


def test_the_filter_by_phase_keeps_to_it(cast, project, as_person):
    client = as_person(cast.buyer)
    assert "AURORA" in client.get(reverse("projects:list"), {"phase": "opportunity_validation"}).content.decode()
    assert "AURORA" not in client.get(reverse("projects:list"), {"phase": "firm_proposal"}).content.decode()
    assert "AURORA" in client.get(reverse("projects:list"), {"phase": "nonsense", "page": "x"}).content.decode()


def test_the_list_has_pages_and_constant_queries(cast, kymi, aava, as_person):
    def more(number):
        for n in range(number):
            space = Space.objects.create(kind=SpaceKind.PROJECT, code_name=f"P{n}", supplier=kymi, customer=aava)
            make_project(space)
            seat(cast.buyer, space, Side.CUSTOMER, "purchase_lead")

    client = as_person(cast.buyer)
    more(2)
    few = queries_of(client, reverse("projects:list"))
    more(28)
    assert queries_of(client, reverse("projects:list")) == few <= 5
    page = client.get(reverse("projects:list"))
    assert len(page.context["page"].rows) == 25 and "?page=2" in page.content.decode()
    assert len(client.get(reverse("projects:list"), {"page": 2}).context["page"].rows) == 5


# --- the room --------------------------------------------------------------------------------------------------------


def test_the_room_opens_for_participants_only(cast, project, as_person):
    for name in READERS:
        page = as_person(getattr(cast, name)).get(url("room", project))
        assert page.status_code == 200 and "New board machine" in page.content.decode(), name
    for name in STRANGERS:
        for address in (url("room", project), url("record", project)):
            assert as_person(getattr(cast, name)).get(address).status_code == 404, name


def test_the_room_tells_what_each_side_owes_and_what_is_next(cast, project, as_person):
    make_proposed(project.space, cast.sales, title="Price talk")
    make_agreed(project.space, cast.buyer, cast.sales, title="Mill visit")
    room = as_person(cast.buyer).get(url("room", project)).context["room"]
    assert [item.side for item in room.owed_customer] == ["customer"] and room.owed_supplier == []
    assert [due.title for due in room.dates] == ["Mill visit"]
    assert "Price talk" in str(room.owed_customer[0].sentence)
    assert {entry.kind for entry in room.latest} == {"schedule.accepted", "schedule.proposed"}


def test_contacts_start_with_the_key_contact_and_leave_out_the_hidden(cast, project, as_person):
    Participant.objects.filter(space=project.space, person=cast.tech).update(shown_to_other_side=False)
    cast.sales.phone = "+358 40 123"
    cast.sales.save()
    contacts = as_person(cast.buyer).get(url("room", project)).context["room"].contacts
    assert contacts[0].person == cast.sales
    assert cast.tech not in [contact.person for contact in contacts]
    assert "tel:+35840123" in as_person(cast.buyer).get(url("room", project)).content.decode()


def test_queries_of_the_room_do_not_grow(cast, project, as_person):
    client = as_person(cast.buyer)
    for _number in range(2):
        make_proposed(project.space, cast.sales)
    few = queries_of(client, url("room", project))
    for _number in range(18):
        make_agreed(project.space, cast.sales, cast.buyer)
    assert queries_of(client, url("room", project)) == few


# --- the record ------------------------------------------------------------------------------------------------------


def test_moving_forward_passes_the_gates_on_the_way(cast, project, as_person):
    body = {"seen": "opportunity_validation", "phase": "budget_proposal"}
    assert as_person(cast.sales).post(url("move", project), body).status_code == 302
    project.refresh_from_db()
    assert project.phase == "budget_proposal"
    passed = {row.phase: row.passed_by for row in project.passages.exclude(passed_at=None)}
    assert passed == {"opportunity_validation": cast.sales, "indicative_proposal": cast.sales}
    fact = Activity.objects.get(kind="projects.phase_moved")
    assert fact.data == {"from": "opportunity_validation", "to": "budget_proposal"}
    told = {d.person.name.lower() for d in Delivery.objects.filter(activity=fact, channel="mail")}
    assert told == READERS - {"sales"}


def test_moving_back_opens_the_gates_again(cast, project):
    project_move(actor=cast.sales, project=project, seen="opportunity_validation", phase="firm_proposal")
    project_move(actor=cast.sales, project=project, seen="firm_proposal", phase="indicative_proposal")
    assert [row.phase for row in project.passages.exclude(passed_at=None)] == ["opportunity_validation"]


def test_two_tabs_do_not_move_a_project_twice(cast, project, as_person):
    client = as_person(cast.sales)
    body = {"seen": "opportunity_validation", "phase": "indicative_proposal"}
    assert client.post(url("move", project), body).status_code == 302
    assert client.post(url("move", project), body).status_code == 409


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("move", {"seen": "opportunity_validation", "phase": "firm_proposal"}),
        ("gates", {"version": 1}),
        ("close", {"outcome": "won"}),
        ("agreement", {"agreed_by": "A", "agreed_on": "2026-01-01", "tools": ["documents"]}),
        ("record", {"version": 1, "name": "Other", "description": ""}),
    ],
)
def test_only_those_who_steer_change_the_record(cast, project, as_person, route, body):
    for name in ("tech", "pricing", "buyer", "director", "expert", "consult", "field"):
        assert as_person(getattr(cast, name)).post(url(route, project), body).status_code == 403, name
    for name in STRANGERS:
        assert as_person(getattr(cast, name)).post(url(route, project), body).status_code == 404, name
    project.refresh_from_db()
    assert (project.phase, project.version, project.agreed_on) == ("opportunity_validation", 1, None)


def test_gates_are_planned_in_order(cast, project, as_person):
    client, day = as_person(cast.sales), date(2030, 5, 1)
    good = {"version": 1, "opportunity_validation": day, "budget_proposal": day + timedelta(days=30)}
    assert client.post(url("gates", project), good).status_code == 302
    assert "1 May" in client.get(url("room", project)).content.decode()
    bad = {"version": 2, "opportunity_validation": day, "indicative_proposal": day - timedelta(days=1)}
    answer = client.post(url("gates", project), bad)
    assert answer.status_code == 422 and "before an earlier one" in answer.content.decode()
    stale = client.post(url("gates", project), good | {"firm_proposal": "2031-02-02"})
    assert stale.status_code == 412 and "2031-02-02" in stale.content.decode()
    assert client.post(url("gates", project), {"version": 2, "firm_proposal": "soon"}).status_code == 422


def test_a_stale_description_shows_both_texts(cast, project, as_person):
    client = as_person(cast.sales)
    first = {"version": 1, "name": "New board machine", "description": "Theirs"}
    assert client.post(url("record", project), first).status_code == 302
    late = client.post(url("record", project), first | {"description": "Mine"})
    assert late.status_code == 412
    page = late.content.decode()
    assert "Theirs" in page and "Mine" in page and 'value="2"' in page
    project.refresh_from_db()
    assert project.description == "Theirs"


def test_closing_and_opening_again(cast, project, as_person):
    client = as_person(cast.sales)
    assert client.post(url("close", project), {"outcome": "maybe"}).status_code == 422
    assert client.post(url("close", project), {"outcome": "lost"}).status_code == 302
    project.refresh_from_db()
    assert (project.phase, project.outcome) == ("closed", "lost") and project.space.closed
    assert client.post(url("close", project), {"outcome": "won"}).status_code == 409
    assert client.post(url("move", project), {"seen": "closed", "phase": "firm_proposal"}).status_code == 409
    assert as_person(cast.buyer).get(url("room", project)).status_code == 200
    assert client.post(url("reopen", project)).status_code == 302
    assert client.post(url("reopen", project)).status_code == 409
    project = Project.objects.get()
    assert (project.phase, project.outcome, project.space.closed) == ("opportunity_validation", "", None)


def test_a_lost_project_did_not_pass_the_gates_it_left_out(cast, project, as_person):
    project_move(actor=cast.sales, project=project, seen="opportunity_validation", phase="indicative_proposal")
    project_close(actor=cast.sales, project=project, outcome=Outcome.LOST)
    steps = as_person(cast.sales).get(url("room", project)).context["room"].steps
    assert [step.state for step in steps] == ["past", "future", "future", "future", "future", "present"]


def test_the_customers_agreement_is_recorded_and_withdrawn(cast, project, as_person):
    sales, buyer = as_person(cast.sales), as_person(cast.buyer)
    assert "Record the agreement" in sales.get(url("room", project)).content.decode()
    future = timezone.localdate() + timedelta(days=2)
    body = {"agreed_by": "Maija Virta", "agreed_on": future, "tools": ["documents", "schedule"]}
    assert sales.post(url("agreement", project), body).status_code == 422
    assert sales.post(url("agreement", project), body | {"tools": ["chat"]}).status_code == 422
    assert sales.post(url("agreement", project), body | {"agreed_on": "2026-01-12"}).status_code == 302
    page = buyer.get(url("record", project)).content.decode()
    assert "Maija Virta agreed on Mon 12 Jan 2026" in page and "Documents, Schedule" in page
    assert as_person(cast.expert).post(url("agreement_withdraw", project)).status_code == 403
    assert buyer.post(url("agreement_withdraw", project)).status_code == 302
    assert buyer.post(url("agreement_withdraw", project)).status_code == 409
    project.refresh_from_db()
    assert project.agreed_on is None and project.agreements.count() == 1


def test_a_new_agreement_ends_the_one_in_force(cast, project):
    for day in (date(2026, 1, 1), date(2026, 2, 1)):
        agreement_record(actor=cast.sales, project=project, agreed_by="A", agreed_on=day, tools=["documents"])
    assert [row.agreed_on for row in project.agreements.filter(withdrawn_at=None)] == [date(2026, 2, 1)]


def test_secrecy_is_released_once(cast, project, as_person):
    assert as_person(cast.tech).post(url("release", project)).status_code == 403
    assert "Secret:" in as_person(cast.tech).get(url("record", project)).content.decode()
    assert as_person(cast.director).post(url("release", project)).status_code == 302
    assert as_person(cast.sales).post(url("release", project)).status_code == 409
    assert "No longer secret" in as_person(cast.tech).get(url("record", project)).content.decode()
    assert as_person(cast.colleague).get(url("room", project)).status_code == 404
