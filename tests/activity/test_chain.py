"""The trail: written with the write, linked after it, and every tampering is found and named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal.activity.chain import INSTALLATION, link_pending, verify
from portal.activity.models import Activity, ChainLink
from portal.activity.services import record
from portal.spaces.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(cast, aurora):
    """Five facts in AURORA and one denial in the installation's chain, all linked."""
    subject = Participant.objects.get(space=aurora, person=cast.buyer)
    for _ in range(5):
        with transaction.atomic():
            record("spaces.participant_changed", actor=cast.sales, subject=subject, space=aurora)
    Activity.objects.create(kind="access.denied", data={"status": 404})
    assert link_pending() == 6
    return list(Activity.objects.filter(space=aurora).order_by("pk"))


def _sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [v.hex if connection.vendor == "sqlite" and hasattr(v, "hex") else v for v in values])


def test_a_whole_trail_has_no_faults(trail, capsys):
    assert list(verify()) == []
    call_command("audit_verify")
    assert "whole" in capsys.readouterr().out


def test_linking_again_adds_nothing(trail):
    assert link_pending() == 0


def test_each_space_has_its_own_chain(trail, aurora):
    assert ChainLink.objects.filter(chain=aurora.pk).count() == 5
    assert ChainLink.objects.filter(chain=INSTALLATION).count() == 1


def test_an_activity_is_never_saved_twice(trail):
    with pytest.raises(TypeError):
        trail[0].save()


def test_an_edited_fact_is_found(trail, aurora):
    _sql("UPDATE activity_activity SET kind = 'x' WHERE id = %s", trail[2].pk)
    assert [(f.chain, f.sequence, f.what) for f in verify()] == [
        (aurora.pk, 3, "the activity or the link was changed"),
    ]
    with pytest.raises(CommandError, match="1 faults"):
        call_command("audit_verify")


def test_a_removed_fact_is_found(trail):
    _sql("DELETE FROM activity_activity WHERE id = %s", trail[1].pk)
    assert [(f.sequence, f.what) for f in verify()] == [(2, "the activity is gone")]


def test_a_removed_link_is_found(trail):
    ChainLink.objects.filter(activity_id=trail[1].pk).delete()
    faults = [(f.sequence, f.what) for f in verify()]
    assert (2, "a link is missing") in faults


def test_two_swapped_facts_are_found(trail):
    first, second = ChainLink.objects.filter(activity_id__in=[trail[0].pk, trail[1].pk]).order_by("sequence")
    ChainLink.objects.filter(pk=first.pk).update(activity_id=INSTALLATION)
    ChainLink.objects.filter(pk=second.pk).update(activity_id=trail[0].pk)
    ChainLink.objects.filter(pk=first.pk).update(activity_id=trail[1].pk)
    assert {f.sequence for f in verify()} >= {1, 2}


def test_a_kind_no_app_registered_is_refused(cast, aurora):
    with pytest.raises(ValueError, match="unregistered"):
        record("nothing.known", actor=cast.sales)
