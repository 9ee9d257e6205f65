"""Plans in the API: the whole plan, rows with If-Match, history."""

import pytest

from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import Action, CoopPlan, Statement
from tests.factories.plans import row_of

pytestmark = pytest.mark.django_db

BODIES = {
    "statements": {"kind": "ambition", "text": "Fossil-free drying"},
    "objectives": {"title": "Steam", "unit": "GJ/t", "baseline": "6.4", "target": "5.6", "due": "2027-06-30"},
    "clock-events": {"title": "Budget", "kind": "budget", "month": 9},
}


def send(client, method, address, data=None, version=None):
    headers = {"If-Match": f'"{version}"'} if version else {}
    return getattr(client, method)(address, data or {}, content_type="application/json", headers=headers)


def test_the_whole_plan(cast, as_person, polaris):
    row_of(polaris, cast.kam, RowKind.ACTION)
    row_of(polaris, cast.buyer, RowKind.STATEMENT)
    found = as_person(cast.expert).get(f"/api/v1/plans/{polaris.pk}/")
    body = found.json()
    assert found["ETag"] == '"1"'
    assert (body["name"], body["code_name"]) == ("Line 3 to 97 %", "POLARIS")
    assert body["actions"][0]["owner"] == str(cast.kam.pk)
    assert body["statements"][0]["side"] == "customer"
    assert as_person(cast.expert).get("/api/v1/plans/").json()["results"][0]["id"] == str(polaris.pk)


@pytest.mark.parametrize("kind", BODIES)
def test_rows_are_added_changed_removed_and_restored(cast, as_person, polaris, kind):
    client, base = as_person(cast.buyer), f"/api/v1/plans/{polaris.pk}/{kind}/"
    made = send(client, "post", base, BODIES[kind])
    assert made.status_code == 201, made.content
    address = f"{base}{made.json()['id']}/"
    name = "text" if kind == "statements" else "title"
    changed = send(client, "patch", address, {name: "Changed"}, version=1)
    assert (changed.status_code, changed.json()[name], changed["ETag"]) == (200, "Changed", '"2"')
    stale = send(client, "patch", address, {name: "Too late"}, version=1)
    assert (stale.status_code, stale.json()["current_version"]) == (412, 2)
    assert send(client, "patch", address, {name: "No version"}).status_code == 422
    assert send(client, "delete", address, version=1).status_code == 412
    assert send(client, "delete", address, version=2).status_code == 204
    assert send(client, "patch", address, {name: "Gone"}, version=3).status_code == 409
    restored = send(client, "post", f"{address}restore/")
    assert (restored.status_code, restored.json()[name]) == (200, "Changed")
    assert client.get(address).json()[name] == "Changed"


def test_actions_name_owner_and_objective_by_id(cast, as_person, polaris):
    objective = row_of(polaris, cast.kam, RowKind.OBJECTIVE)
    client, base = as_person(cast.kam), f"/api/v1/plans/{polaris.pk}/actions/"
    body = {"title": "Send the list", "owner": str(cast.buyer.pk), "objective": str(objective.pk), "due": "2026-12-05"}
    made = send(client, "post", base, body)
    assert made.status_code == 201
    assert made.json()["objective"] == str(objective.pk)
    address = f"{base}{made.json()['id']}/"
    assert send(client, "patch", address, {"owner": str(cast.rival.pk)}, version=1).status_code == 422
    assert send(client, "patch", address, {"objective": None, "state": "done"}, version=1).status_code == 200
    action = Action.objects.get()
    assert (action.objective_id, action.progress, action.owner) == (None, 100, cast.buyer)


@pytest.mark.parametrize(
    "body",
    [{"title": ""}, {"title": "A"}, {"title": "A", "owner": "nonsense"}, {"title": "A", "owner": None}, []],
)
def test_bad_bodies_are_refused(cast, as_person, polaris, body):
    assert send(as_person(cast.kam), "post", f"/api/v1/plans/{polaris.pk}/actions/", body).status_code == 422
    assert not Action.objects.exists()


def test_rights_in_the_api_are_those_of_the_pages(cast, as_person, polaris):
    row = row_of(polaris, cast.kam, RowKind.STATEMENT)
    address = f"/api/v1/plans/{polaris.pk}/statements/{row.pk}/"
    expected = dict.fromkeys(("sales", "tech", "kam"), 200) | dict.fromkeys(
        ("pricing", "buyer", "expert", "director", "consult"), 403
    )
    for name, person in cast.everyone().items():
        answer = send(as_person(person), "patch", address, {"text": "Fewer stops"}, version=1)
        assert answer.status_code == expected.get(name, 404), name
    assert Statement.objects.get().version == 1


def test_the_plan_s_own_texts(cast, as_person, polaris):
    address = f"/api/v1/plans/{polaris.pk}/"
    assert send(as_person(cast.expert), "patch", address, {"vision": "Together"}, version=1).json()["version"] == 2
    assert send(as_person(cast.expert), "patch", address, {"name": "Mine"}, version=2).status_code == 403
    assert send(as_person(cast.kam), "patch", address, {"name": "Line 3"}, version=1).status_code == 412
    assert send(as_person(cast.kam), "patch", address, {"name": "Line 3"}, version=2).json()["name"] == "Line 3"


def test_history_in_the_api(cast, as_person, polaris):
    row_of(polaris, cast.buyer, RowKind.STATEMENT)
    found = as_person(cast.kam).get(f"/api/v1/plans/{polaris.pk}/changes/").json()["results"]
    assert {(each["field"], each["new"], each["who"]) for each in found} == {
        ("text", "Fewer stops", "Buyer"),
        ("kind", "priority", "Buyer"),
    }
    assert as_person(cast.rival).get(f"/api/v1/plans/{polaris.pk}/changes/").status_code == 404


def test_starting_a_plan_in_the_api(cast, as_person, account):
    body = {
        "account": str(account.pk), "name": "Line 3", "code_name": "POLARIS", "agreed_by": "D. Holm",
        "agreed_on": "2026-09-01",
        "seats": [{"person": str(cast.buyer.pk), "side": "customer", "role": "purchase_lead"}],
    }  # fmt: skip
    assert send(as_person(cast.tech), "post", "/api/v1/plans/", body).status_code == 403
    assert send(as_person(cast.othersales), "post", "/api/v1/plans/", body).status_code == 404
    stranger = body | {"seats": [{"person": str(cast.rival.pk), "side": "customer", "role": "purchase_lead"}]}
    assert send(as_person(cast.kam), "post", "/api/v1/plans/", stranger).status_code == 422
    assert not CoopPlan.objects.exists()
    made = send(as_person(cast.kam), "post", "/api/v1/plans/", body)
    assert made.status_code == 201
    assert made.json()["agreed_by"] == "D. Holm"
