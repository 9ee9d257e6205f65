"""No update is ever lost: every accepted text is what the row says now, or stands in its history."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coop_plan.plans.choices import RowKind
from coop_plan.plans.history import conflict, history
from coop_plan.plans.models import PlanChange, Statement
from coop_plan.plans.services import plan_change, row_change, row_remove, row_restore
from portal.core.errors import InvalidInput, StaleVersion, WrongState
from tests.factories.plans import row_of

pytestmark = pytest.mark.django_db

# Who saves, on which version they looked (how many behind the newest), and what.
saves = st.lists(
    st.tuples(st.sampled_from(["sales", "kam", "tech"]), st.integers(0, 3), st.text("xyz ", min_size=1, max_size=4)),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves)
def test_every_accepted_text_is_current_or_in_history(cast, polaris, tries):
    row = row_of(polaris, cast.kam, RowKind.STATEMENT, text="first")
    accepted, refused = ["first"], []
    for who, behind, text in tries:
        now = Statement.objects.get(pk=row.pk)
        seen = max(1, now.version - behind)
        try:
            row_change(actor=getattr(cast, who), row=row, version=seen, values={"text": text})
        except StaleVersion as stale:
            assert seen != now.version
            assert stale.current.text == now.text
            assert Statement.objects.get(pk=row.pk).version == now.version
            refused.append(text)
        except InvalidInput:
            assert not text.strip()
        else:
            assert seen == now.version
            if text.strip() != now.text:
                accepted.append(text.strip())
    changes = list(PlanChange.objects.filter(row_id=row.pk, field="text").order_by("version"))
    assert [change.new for change in changes] == accepted
    assert [change.old for change in changes] == ["", *accepted[:-1]]
    assert [change.version for change in changes] == list(range(1, len(accepted) + 1))
    assert Statement.objects.get(pk=row.pk).text == accepted[-1]


def test_the_second_of_two_sees_what_both_changed(cast, polaris):
    row = row_of(polaris, cast.kam, RowKind.ACTION)
    row_change(actor=cast.buyer, row=row, version=1, values={"title": "Agree on felts", "state": "doing"})
    mine = {"title": "Agree on wear parts with prices", "due": "2026-12-24", "state": "open"}
    with pytest.raises(StaleVersion) as stale:
        row_change(actor=cast.kam, row=row, version=1, values=mine | {"due": None})
    found = conflict(person=cast.kam, row=stale.value.current, version=1, mine=mine)
    assert found.who == "Buyer"
    by_name = {field.name: field for field in found.fields}
    assert (by_name["title"].mine, by_name["title"].theirs, by_name["title"].both) == (
        "Agree on wear parts with prices", "Agree on felts", True,
    )  # fmt: skip
    assert not by_name["due"].both
    assert by_name["due"].keep_mine
    assert not by_name["state"].keep_mine
    assert found.merged == {
        "title": "Agree on wear parts with prices", "due": "2026-12-24", "state": "doing",
    }  # fmt: skip


def test_saving_nothing_new_is_no_version(cast, polaris):
    row = row_of(polaris, cast.kam, RowKind.STATEMENT)
    assert row_change(actor=cast.sales, row=row, version=1, values={"text": "Fewer stops "}).version == 1
    assert PlanChange.objects.filter(row_id=row.pk, version=2).count() == 0


def test_a_removed_row_keeps_its_texts_and_comes_back(cast, polaris):
    row = row_of(polaris, cast.kam, RowKind.OBJECTIVE)
    removed = row_remove(actor=cast.buyer, row=row, version=1)
    with pytest.raises(WrongState):
        row_change(actor=cast.kam, row=removed, version=2, values={"title": "x"})
    with pytest.raises(WrongState):
        row_remove(actor=cast.kam, row=removed, version=2)
    back = row_restore(actor=cast.kam, row=removed)
    assert (back.removed, back.title, back.version) == (None, "Stops of line 3", 3)
    with pytest.raises(WrongState):
        row_restore(actor=cast.kam, row=back)
    assert [str(change.did) for change in history(person=cast.kam, row=back)] == ["brought back", "removed", "added"]


def test_the_plan_s_own_texts_are_versioned_too(cast, polaris):
    plan_change(actor=cast.buyer, plan=polaris, version=1, values={"vision": "One line\r\nand another"})
    with pytest.raises(StaleVersion):
        plan_change(actor=cast.expert, plan=polaris, version=1, values={"vision": "Mine"})
    polaris.refresh_from_db()
    assert (polaris.version, polaris.vision) == (2, "One line\nand another")


def test_a_change_is_never_rewritten(cast, polaris):
    row_of(polaris, cast.kam, RowKind.STATEMENT)
    change = PlanChange.objects.first()
    change.new, change.created = "else", timezone.now()
    with pytest.raises(TypeError):
        change.save()


def test_who_joined_later_reads_the_plan_but_not_its_past(cast, polaris):
    from portal.spaces.choices import History
    from portal.spaces.models import Participant

    row = row_of(polaris, cast.kam, RowKind.STATEMENT)
    Participant.objects.filter(space=polaris.pk, person=cast.tech).update(
        joined_history=History.FROM_JOINING, starts=timezone.now()
    )
    row_change(actor=cast.sales, row=row, version=1, values={"text": "Later"})
    assert [change.version for change in history(person=cast.tech, row=row)] == [2]
    assert [change.version for change in history(person=cast.kam, row=row)] == [2, 1]
