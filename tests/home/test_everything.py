"""Home and the room with something of every kind in them: still lean, and the room speaks of all of it."""

import pytest
from django.urls import reverse

from coop_plan.plans.choices import RowKind
from sales_module.projects.services import project_move
from tests.counting import queries_of
from tests.factories.documents import document
from tests.factories.plans import plan_with_cast, row_of
from tests.factories.projects import make_project
from tests.factories.quotations import sent_quotation
from tests.factories.schedule import make_agreed, make_proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast, kymi, aava, aurora):
    project = make_project(aurora)
    make_proposed(aurora, cast.sales, title="Price talk")
    make_agreed(aurora, cast.sales, cast.buyer, title="Mill visit")
    document(aurora, by=cast.sales)
    sent_quotation(cast.sales, aurora)
    plan = plan_with_cast(cast, kymi, aava)
    row_of(plan, cast.sales, RowKind.ACTION)
    return project_move(actor=cast.sales, project=project, seen=project.phase, phase="firm_proposal")


@pytest.mark.parametrize("name", ["buyer", "sales", "kam", "director", "consult"])
def test_home_and_room_stay_within_twelve_queries(cast, project, as_person, name):
    client = as_person(getattr(cast, name))
    assert queries_of(client, "/") <= 12
    assert queries_of(client, reverse("projects:room", args=[project.pk])) <= 12


def test_the_room_answers_where_we_are_and_what_is_next(cast, project, as_person):
    response = as_person(cast.buyer).get(reverse("projects:room", args=[project.pk]))
    room, page = response.context["room"], response.content.decode()
    assert [str(item.sentence) for item in room.owed_customer] == [
        "Answer the proposed times: Price talk",
        "Decide on Q-1 Headbox for PM 3",
    ]
    assert room.owed_supplier == []
    assert "Headbox for PM 3" in page and "Technical specification" in page and "Mill visit" in page
    assert {entry.kind.partition(".")[0] for entry in room.latest} == {"projects", "quotations", "schedule"}


def test_the_room_keeps_prices_from_those_who_do_not_read_them(cast, project, as_person):
    for name in ("expert", "tech", "consult"):
        response = as_person(getattr(cast, name)).get(reverse("projects:room", args=[project.pk]))
        assert response.context["room"].quotation is None
        assert "Headbox for PM 3" not in response.content.decode(), name
        assert not any("Decide on" in str(item.sentence) for item in response.context["room"].owed_customer)
