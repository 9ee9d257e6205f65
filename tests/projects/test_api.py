"""`/api/v1/projects/`."""

import pytest
from django.urls import reverse

from sales_module.projects.models import Project
from tests.counting import queries_of
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(aurora):
    return make_project(aurora)


def send(client, route, *ids, method="post", version=None, **body):
    headers = {"If-Match": f'"{version}"'} if version else {}
    return getattr(client, method)(
        reverse(f"api_{route}", args=ids), body, content_type="application/json", headers=headers
    )


def test_start_change_move_close(cast, aava, as_person):
    client = as_person(cast.sales)
    made = send(client, "projects", customer=str(aava.pk), code_name="TUNDRA", name="Dryer")
    assert made.status_code == 201
    pk = made.json()["id"]
    assert made.json()["customer"] == {"id": str(aava.pk), "name": "Aava Board"}
    assert [step["state"] for step in made.json()["phases"]] == ["present"] + ["future"] * 5

    changed = send(client, "project", pk, method="patch", version=1, name="Dryer 2", description="")
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    stale = send(client, "project", pk, method="patch", version=1, name="Dryer 3", description="")
    assert stale.status_code == 412 and stale.json()["current_version"] == 2

    gates = send(client, "project_gates", pk, method="put", version=2, opportunity_validation="2030-01-01")
    assert gates.json()["phases"][0]["planned_on"] == "2030-01-01"
    moved = send(client, "project_move", pk, seen="opportunity_validation", phase="indicative_proposal").json()
    assert moved["phase"] == "indicative_proposal" and moved["phases"][0]["passed_at"]
    assert send(client, "project_move", pk, seen="opportunity_validation", phase="firm_proposal").status_code == 409
    assert send(client, "project_close", pk, outcome="won").json()["outcome"] == "won"
    assert send(client, "project_close", pk, outcome="won").status_code == 409
    assert send(client, "project_reopen", pk).json()["phase"] == "final_negotiation"


def test_agreement_and_secrecy(cast, project, as_person):
    client = as_person(cast.sales)
    body = {"agreed_by": "Maija", "agreed_on": "2026-01-12", "tools": ["documents"]}
    assert send(client, "project_agreements", project.pk, **body).status_code == 201
    assert send(client, "project_agreements", project.pk, **body | {"tools": []}).status_code == 422
    listed = as_person(cast.buyer).get(reverse("api_project_agreements", args=[project.pk])).json()
    assert [row["agreed_by"] for row in listed] == ["Maija"]
    assert send(as_person(cast.buyer), "project_agreement_withdraw", project.pk).json()["agreed_on"] is None
    assert send(as_person(cast.buyer), "project_release", project.pk).json()["released_at"]


def test_who_gets_what(cast, project, as_person):
    one = reverse("api_project", args=[project.pk])
    for name, status in [("buyer", 200), ("consult", 200), ("field", 403), ("colleague", 404), ("admin", 404)]:
        assert as_person(getattr(cast, name)).get(one).status_code == status, name
    listed = as_person(cast.field).get(reverse("api_projects")).json()
    assert listed["results"] == []
    refused = send(as_person(cast.buyer), "projects", customer=str(project.space.customer_id), code_name="X", name="Y")
    assert refused.status_code == 403
    assert Project.objects.count() == 1


def test_bad_input_names_its_field(cast, project, as_person):
    client = as_person(cast.sales)
    gates = send(client, "project_gates", project.pk, method="put", version=1, firm_proposal="soon")
    assert gates.status_code == 422 and "firm_proposal" in gates.json()["errors"]
    move = send(client, "project_move", project.pk, seen="opportunity_validation", phase="closed")
    assert move.status_code == 422
    patch = send(client, "project", project.pk, method="patch", name="A", description="")
    assert patch.status_code == 422 and "If-Match" in patch.json()["errors"]


def test_queries_do_not_grow(cast, kymi, aava, as_person):
    from portal.spaces.choices import Side, SpaceKind
    from portal.spaces.models import Space
    from tests.conftest import seat

    def more(number):
        for n in range(number):
            space = Space.objects.create(kind=SpaceKind.PROJECT, code_name=f"P{n}", supplier=kymi, customer=aava)
            make_project(space)
            seat(cast.buyer, space, Side.CUSTOMER, "purchase_lead")

    client = as_person(cast.buyer)
    more(2)
    few = queries_of(client, reverse("api_projects"))
    more(18)
    assert queries_of(client, reverse("api_projects")) == few
