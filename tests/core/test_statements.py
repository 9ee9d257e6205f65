"""Reads that are compiled once give what their querysets give."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.access.prepared import prepared
from portal.core.statements import Slots, Statement, compiled
from portal.people.models import Person
from portal.spaces.models import Participant
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@compiled
def people_called(name: str, pk: UUID) -> QuerySet[Person]:
    return Person.objects.filter(name=name).exclude(pk=pk).select_related("organisation").order_by("pk")


@prepared
def names_of(ids: set[UUID]) -> QuerySet[Person, str]:
    return Person.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True)


def test_other_values_go_into_the_same_statement() -> None:
    one, other = PersonFactory(name="Aino"), PersonFactory(name="Eero")
    assert people_called(name="Aino", pk=uuid4()) == [one]
    with CaptureQueriesContext(connection) as queries:
        found = people_called(name="Eero", pk=one.pk)
        assert [person.organisation.name for person in found] == [other.organisation.name]
    assert len(queries) == 1
    assert people_called(name="Eero", pk=other.pk) == []
    assert people_called(name="x' OR 1=1 --", pk=one.pk) == []


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 9])
def test_lists_of_any_length_find_their_own_rows_and_no_others(number: int) -> None:
    people = [PersonFactory(name=f"Name {place}") for place in range(10)]
    wanted = people[:number]
    assert names_of(ids={person.pk for person in wanted}) == [person.name for person in wanted]


def test_often_enough_to_be_planned_once_it_still_answers_by_its_values() -> None:
    people = [PersonFactory(name="Aino") for _place in range(3)]
    for _time in range(4):
        for person in people:
            assert person not in people_called(name="Aino", pk=person.pk)
            assert len(people_called(name="Aino", pk=person.pk)) == 2


def test_a_moment_of_the_first_call_is_refused() -> None:
    with pytest.raises(ValueError, match="one call"):
        Statement(Participant.objects.filter(Participant.active()), Slots())
    with pytest.raises(ValueError, match="one call"):
        Statement(Person.objects.filter(pk=uuid4()), Slots())


def test_moments_and_days_are_values() -> None:
    @compiled
    def seen_after(moment: object) -> QuerySet[Person]:
        return Person.objects.filter(visited_home__gt=moment)

    now = timezone.now()
    person = PersonFactory()
    Person.objects.filter(pk=person.pk).update(visited_home=now)
    assert seen_after(moment=now - timedelta(seconds=1)) == [person]
    assert seen_after(moment=now) == []


def test_a_read_that_asks_more_of_its_person_is_refused(aurora, cast) -> None:
    @prepared
    def colleagues(person: Person) -> QuerySet[Person]:
        return Person.objects.filter(organisation=person.organisation_id)

    with pytest.raises(Person.DoesNotExist):
        colleagues(person=cast.buyer)
