"""Facts as sentences: each with its own subject, of several kinds, for those who may open it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.access.rights import memo_for_one_answer
from portal.activity.models import Activity
from portal.activity.registry import kinds
from portal.activity.selectors import entries, first_kinds, with_names
from portal.spaces.choices import Side
from portal.spaces.models import Role
from portal.spaces.services import participant_add
from sales_module.projects.services import project_move
from tests.factories.projects import make_project
from tests.factories.schedule import make_proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(cast, aurora):
    project = make_project(aurora)
    make_proposed(aurora, cast.sales, title="Price talk")
    project_move(actor=cast.sales, project=project, seen="opportunity_validation", phase="indicative_proposal")
    participant_add(
        actor=cast.buyer,
        space_id=aurora.pk,
        person=cast.colleague,
        side=Side.CUSTOMER,
        role=Role.objects.get(code="operator"),
    )
    return with_names(Activity.objects.filter(space=aurora)).select_related("space").order_by("id")


def read_apart(monkeypatch):
    """As if no kind named its fields: each kind of subject is read by its own query."""
    for kind in kinds().values():
        monkeypatch.setitem(kind.__dict__, "fields", None)


def told(person, facts):
    return [(entry.sentence, entry.url) for entry in entries(person=person, activities=facts)]


def test_each_fact_is_told_with_its_own_subject(cast, aurora, facts):
    item = aurora.schedule_items.get()
    assert told(cast.expert, facts) == [
        ("Sales proposed times: Price talk", f"/projects/{aurora.pk}/schedule/{item.pk}/"),
        ("Sales moved the project to another phase", f"/projects/{aurora.pk}/"),
        ("Buyer brought in Colleague", f"/projects/{aurora.pk}/"),
    ]


def test_nothing_is_told_to_those_who_may_not_open_it(cast, facts):
    for name in ("field", "rival", "admin", "former", "othersales"):
        assert told(getattr(cast, name), facts) == [], name


def test_read_together_or_apart_the_facts_are_the_same(cast, facts, monkeypatch):
    together = {name: told(person, facts) for name, person in cast.everyone().items()}
    read_apart(monkeypatch)
    apart = {name: told(person, facts) for name, person in cast.everyone().items()}
    assert together == apart


def test_all_kinds_that_name_their_fields_cost_one_query(cast, facts):
    with memo_for_one_answer(), CaptureQueriesContext(connection) as found:
        assert len(told(cast.expert, facts)) == 3
    assert len(found) == 3  # the facts, the rights, the subjects


def test_a_lean_list_ends_where_one_more_query_would_be_needed(facts, monkeypatch):
    rows = list(facts)
    assert first_kinds(rows, 1) == (rows, False)
    read_apart(monkeypatch)
    assert first_kinds(rows, 1) == (rows[:1], True)
    assert first_kinds(rows, 2) == (rows[:2], True)
    assert first_kinds(rows, 3) == (rows, False)
