"""Rows of a plan through HTTP: who writes, what is refused, what happens to what was written."""

from datetime import date

import pytest
from django.urls import reverse

from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import Action, ClockEvent, Objective, Statement
from coop_plan.plans.services import row_change, row_remove
from portal.activity.models import Activity, Delivery
from tests.factories.plans import row_of

pytestmark = pytest.mark.django_db

WRITERS = {"sales", "tech", "kam", "buyer", "expert", "director", "consult"}
READERS = WRITERS | {"pricing"}


def url(name, row, *more):
    return reverse(f"plans:{name}", args=[row.plan_id, row.row_kind, row.pk])


def add_url(plan, kind):
    return reverse("plans:row_add", args=[plan.pk, kind])


def action_form(owner, **more):
    return {"title": "Send the felt list", "owner": owner.pk, "due": "2026-12-05", **more}


def edit_form(row, **more):
    form = {
        "title": row.title, "owner": row.owner_id, "due": row.due or "", "state": row.state,
        "progress": row.progress, "objective": row.objective_id or "", "version": row.version,
    }  # fmt: skip
    return {**form, **more}


def test_adding_an_action_leads_back_to_it_and_tells_its_owner(cast, as_person, polaris):
    answer = as_person(cast.kam).post(add_url(polaris, "action"), action_form(cast.buyer))
    action = Action.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/plans/{polaris.pk}/#action-{action.pk}"
    assert (action.owner, action.due) == (cast.buyer, date(2026, 12, 5))
    told = Activity.objects.get(kind="plans.action_assigned")
    assert {(d.person, d.channel) for d in told.deliveries.all()} == {(cast.buyer, "portal"), (cast.buyer, "mail")}
    added = Activity.objects.get(kind="plans.action_added")
    assert added.data == {"row": "action", "id": str(action.pk), "version": 1}
    others = {d.person for d in added.deliveries.all()}
    assert cast.buyer not in others
    assert {cast.sales, cast.expert} <= others
    assert not added.deliveries.filter(channel="mail").exists()


def test_nobody_gets_a_second_notice_of_a_plan_before_reading_the_first(cast, as_person, polaris):
    row_of(polaris, cast.kam, RowKind.STATEMENT)
    row_of(polaris, cast.kam, RowKind.OBJECTIVE)
    assert Delivery.objects.filter(person=cast.buyer, channel="portal").count() == 1


def test_one_s_own_action_tells_oneself_nothing(cast, as_person, polaris):
    as_person(cast.kam).post(add_url(polaris, "action"), action_form(cast.kam))
    assert not Activity.objects.filter(kind="plans.action_assigned").exists()
    assert not Delivery.objects.filter(person=cast.kam).exists()


def test_who_may_edit_a_row(cast, as_person, polaris):
    row = row_of(polaris, cast.kam, RowKind.ACTION)
    for name, person in cast.everyone().items():
        expected = 200 if name in WRITERS else 403 if name in READERS else 404
        assert as_person(person).get(url("row_edit", row)).status_code == expected, name


def test_each_side_speaks_for_itself(cast, as_person, polaris):
    supplier, customer = row_of(polaris, cast.kam, RowKind.STATEMENT), row_of(polaris, cast.buyer, RowKind.STATEMENT)
    assert (supplier.side, customer.side) == ("supplier", "customer")
    form = {"kind": "priority", "text": "Theirs, not mine", "version": 1}
    assert as_person(cast.buyer).post(url("row_edit", supplier), form).status_code == 403
    assert as_person(cast.kam).post(url("row_edit", customer), form).status_code == 403
    assert as_person(cast.kam).post(url("row_remove", customer), {"version": 1}).status_code == 403
    assert as_person(cast.sales).post(url("row_edit", supplier), form).status_code == 302
    assert Statement.objects.get(pk=customer.pk).text == "Fewer stops"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"due": "31.2.2026"}, "due"),
        ({"state": "nearly"}, "state"),
        ({"progress": "101"}, "progress"),
        ({"owner": "nobody"}, "owner"),
        ({"objective": "01900000-0000-7000-8000-000000000000"}, "objective"),
    ],
)
def test_bad_input_comes_back_with_what_was_written(cast, as_person, polaris, change, field):
    row = row_of(polaris, cast.kam, RowKind.ACTION)
    form = edit_form(row, title="My long text") | change
    answer = as_person(cast.kam).post(url("row_edit", row), form)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    if field != "title":
        assert "My long text" in answer.content.decode()
    assert Action.objects.get().version == 1


def test_an_owner_from_outside_is_refused(cast, as_person, polaris):
    for outsider in (cast.colleague, cast.rival, cast.former):
        answer = as_person(cast.kam).post(add_url(polaris, "action"), action_form(outsider))
        assert answer.status_code == 422
        assert "Send the felt list" in answer.content.decode()
    assert not Action.objects.exists()


def test_two_people_on_one_row_the_second_sees_both_texts(cast, as_person, polaris):
    row = row_of(polaris, cast.kam, RowKind.ACTION)
    as_person(cast.buyer).post(url("row_edit", row), edit_form(row, title="Agree on felts first"))
    answer = as_person(cast.kam).post(url("row_edit", row), edit_form(row, title="Agree on parts", state="doing"))
    assert answer.status_code == 412
    text = answer.content.decode()
    assert "Agree on felts first" in text
    assert "Agree on parts" in text
    assert "Buyer" in text
    assert Action.objects.get().title == "Agree on felts first"
    chosen = edit_form(row, title="Agree on parts, felts first", state="doing", version=answer.context["version"])
    assert as_person(cast.kam).post(url("row_edit", row), chosen).status_code == 302
    saved = Action.objects.get()
    assert (saved.title, saved.state, saved.version) == ("Agree on parts, felts first", "doing", 3)


def test_a_form_without_its_version_writes_nothing(cast, as_person, polaris):
    row = row_of(polaris, cast.kam, RowKind.ACTION)
    form = edit_form(row, title="Mine")
    del form["version"]
    assert as_person(cast.kam).post(url("row_edit", row), form).status_code == 412
    assert Action.objects.get().title == "Agree on wear parts"


def test_done_means_all_of_it(cast, as_person, polaris):
    row = row_of(polaris, cast.kam, RowKind.ACTION)
    as_person(cast.kam).post(url("row_edit", row), edit_form(row, state="done", progress=10))
    assert Action.objects.get().progress == 100


def test_htmx_gets_the_form_in_the_place_of_the_row_and_the_row_back(cast, as_person, polaris):
    client, htmx = as_person(cast.kam), {"HX-Request": "true"}
    for kind in (RowKind.STATEMENT, RowKind.OBJECTIVE, RowKind.ACTION, RowKind.CLOCK_EVENT):
        row = row_of(polaris, cast.kam, kind)
        form = client.get(url("row_edit", row), headers=htmx).content.decode()
        part = client.get(url("row", row), headers=htmx).content.decode()
        assert "<html" not in form + part
        assert f'id="{row.anchor}"' in form
        assert f'id="{row.anchor}"' in part
        assert "<form" in form
        assert client.get(url("row", row)).status_code == 302


def test_a_row_is_taken_out_and_brought_back(cast, as_person, polaris):
    row, client = row_of(polaris, cast.kam, RowKind.OBJECTIVE), as_person(cast.buyer)
    answer = client.post(url("row_remove", row), {"version": 1})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "is out of the plan" in page
    assert url("row_restore", row) in page
    assert client.get(url("row_edit", row)).status_code == 409
    assert client.post(url("row_restore", row)).status_code == 302
    assert Objective.objects.get().removed is None
    assert client.post(url("row_restore", row)).status_code == 409


def test_taking_out_what_has_changed_asks_again(cast, as_person, polaris):
    row = row_of(polaris, cast.kam, RowKind.OBJECTIVE)
    row_change(actor=cast.buyer, row=row, version=1, values={"title": "Stops of both lines"})
    answer = as_person(cast.kam).post(url("row_remove", row), {"version": 1})
    assert answer.status_code == 412
    assert "Stops of both lines" in answer.content.decode()
    assert Objective.objects.get().removed is None


def test_days_that_do_not_exist_are_refused(cast, as_person, polaris):
    form = {"title": "Review", "kind": "review", "month": 4, "day": 31}
    answer = as_person(cast.kam).post(add_url(polaris, "clock-event"), form)
    assert answer.status_code == 422
    assert not ClockEvent.objects.exists()
    assert as_person(cast.kam).post(add_url(polaris, "clock-event"), {**form, "day": 30}).status_code == 302


def test_figures_are_read_as_people_write_them(cast, as_person, polaris):
    form = {"title": "Steam", "unit": "GJ/t", "baseline": "6,4", "target": "5.6", "actual": "1 250.5"}
    assert as_person(cast.kam).post(add_url(polaris, "objective"), form).status_code == 302
    row = Objective.objects.get()
    assert (str(row.baseline), str(row.target), str(row.actual)) == ("6.4000", "5.6000", "1250.5000")
    bad = as_person(cast.kam).post(add_url(polaris, "objective"), {**form, "target": "much", "title": "Kept"})
    assert bad.status_code == 422
    assert "much" in bad.content.decode()


def test_history_tells_old_and_new_with_names(cast, as_person, polaris):
    row = row_of(polaris, cast.kam, RowKind.ACTION)
    row_change(actor=cast.kam, row=row, version=1, values={"owner": cast.buyer.pk, "state": "doing"})
    text = as_person(cast.expert).get(url("row_history", row)).content.decode()
    for words in ("Kam", "Buyer", "Being done", "Agree on wear parts"):
        assert words in text
    assert str(cast.buyer.pk) not in text


def test_unknown_kinds_rows_and_rows_of_other_plans_are_not_there(cast, as_person, polaris, kymi, brattsund):
    from tests.factories.plans import plan_with_cast

    other = plan_with_cast(cast, kymi, brattsund)
    row, client = row_of(polaris, cast.kam, RowKind.ACTION), as_person(cast.kam)
    assert client.get(reverse("plans:row_edit", args=[other.pk, "action", row.pk])).status_code == 404
    assert client.get(reverse("plans:row_edit", args=[polaris.pk, "objective", row.pk])).status_code == 404
    assert client.get(reverse("plans:row_edit", args=[polaris.pk, "nonsense", row.pk])).status_code == 404
    assert client.get(add_url(polaris, "nonsense")).status_code == 404
    assert client.get(add_url(polaris, "plan")).status_code == 404


def test_a_double_click_adds_one_action(cast, as_person, polaris):
    client = as_person(cast.kam)
    form = action_form(cast.buyer, idempotency_key="the-same")
    answers = [client.post(add_url(polaris, "action"), form) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Action.objects.count() == 1


def test_a_removed_row_is_not_on_the_page(cast, as_person, polaris):
    row = row_of(polaris, cast.kam, RowKind.ACTION)
    row_remove(actor=cast.kam, row=row, version=1)
    assert row.anchor not in as_person(cast.buyer).get(reverse("plans:detail", args=[polaris.pk])).content.decode()
