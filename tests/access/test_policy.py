"""The five questions give one answer. Participants are the object under the policy: general class, both sides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core.errors import Forbidden, NotVisible
from portal.spaces.choices import Side
from portal.spaces.models import Participant
from portal.spaces.policies import participant_policy
from tests.conftest import AURORA_TEAM, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyers_seat(aurora, cast):
    return Participant.objects.get(space=aurora, person=cast.buyer)


def test_only_participants_with_general_reading_see_who_takes_part(cast, aurora, borealis, buyers_seat):
    inside = set(AURORA_TEAM) - {"field"}
    for name, person in cast.everyone().items():
        expected = name in inside
        assert participant_policy.can(person, "view", buyers_seat) is expected, name
        assert participant_policy.visible(person).filter(pk=buyers_seat.pk).exists() is expected, name
    told = set(participant_policy.users_with("view", buyers_seat))
    assert told == {person for name, person in cast.everyone().items() if name in inside}


def test_a_participation_that_ended_or_did_not_start_opens_nothing(cast, aurora, buyers_seat):
    for starts, ends in [(-2, -1), (1, None)]:
        Participant.objects.filter(person=cast.director).delete()
        day = timezone.now()
        seat(
            cast.director,
            aurora,
            Side.CUSTOMER,
            "decision_maker",
            starts=day + timedelta(days=starts),
            ends=day + timedelta(days=ends) if ends else None,
        )
        assert not participant_policy.can(cast.director, "view", buyers_seat)


def test_a_deactivated_person_sees_nothing(cast, aurora, buyers_seat):
    cast.director.is_active = False
    cast.director.save()
    assert not participant_policy.can(cast.director, "view", buyers_seat)
    assert cast.director not in participant_policy.users_with("view", buyers_seat)


def test_require_tells_invisible_from_forbidden(cast, aurora, buyers_seat):
    with pytest.raises(NotVisible):
        participant_policy.require(cast.rival, "end", buyers_seat)
    with pytest.raises(Forbidden):
        participant_policy.require(cast.expert, "end", buyers_seat)
    participant_policy.require(cast.sales, "end", buyers_seat)


def test_nobody_gives_out_more_than_they_have(cast, aurora, buyers_seat):
    assert not participant_policy.can(cast.tech, "change", buyers_seat)
    sales_seat = Participant.objects.get(space=aurora, person=cast.sales)
    assert not participant_policy.can(cast.buyer, "end", sales_seat)
    assert participant_policy.can(cast.director, "end", buyers_seat)


def test_back_office_people_can_be_kept_to_their_own_side(cast, aurora):
    hidden = Participant.objects.get(space=aurora, person=cast.pricing)
    hidden.shown_to_other_side = False
    hidden.save()
    assert participant_policy.can(cast.tech, "view", hidden)
    assert not participant_policy.can(cast.buyer, "view", hidden)
    assert hidden not in participant_policy.visible(cast.buyer)
    assert cast.buyer not in participant_policy.users_with("view", hidden)
