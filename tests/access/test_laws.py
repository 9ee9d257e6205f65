"""The five questions held against each other and against the oracle, over drawn people, roles, dates and exceptions."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.choices import Category
from documents.models import Blob, Document, DocumentRevision
from documents.policies import document_policy
from portal.access.grants import deny, grant
from portal.access.rights import memo_for_one_answer
from portal.core.errors import DomainError
from portal.spaces.choices import History, Right, Side, SpaceKind
from portal.spaces.models import Participant, Space
from tests.access.oracle import CLASSES, RIGHTS, has
from tests.conftest import seat

pytestmark = pytest.mark.django_db

NEEDS = {"view": "read", "revise": "add", "change": "add", "share": "decide", "mark_sent": "add", "discard": "add"}
OWN_SIDE = {"change", "share", "mark_sent", "discard"}
ONLY_WHEN = {"share": True, "mark_sent": True, "discard": False}
NOW = timezone.now()
DAYS = st.sampled_from([-30, -1, 1])


@dataclass(frozen=True)
class Seat:
    """One drawn participant. `starts` and `ends` in days from now."""

    role: str
    side: str
    starts: int
    ends: int | None
    late: bool
    active: bool
    granted: tuple[str, ...]
    denied: bool

    def takes_part(self) -> bool:
        return self.active and self.starts < 0 and (self.ends is None or self.ends > 0)


@dataclass(frozen=True)
class Paper:
    confidentiality: str
    side: str
    age: int
    available: bool


SEATS = st.lists(
    st.builds(
        Seat,
        role=st.sampled_from(sorted(RIGHTS)),
        side=st.sampled_from(["supplier", "customer"]),
        starts=DAYS,
        ends=st.none() | DAYS,
        late=st.booleans(),
        active=st.booleans() | st.just(True),
        granted=st.sampled_from([(), (), ("read",), ("read", "add"), ("read", "add", "decide"), ("decide",)]),
        denied=st.sampled_from([False, False, False, True]),
    ),
    min_size=1,
    max_size=3,
)
PAPERS = st.builds(
    Paper,
    confidentiality=st.sampled_from(CLASSES),
    side=st.sampled_from(["supplier", "customer"]),
    age=st.sampled_from([60, 10, 0]),
    available=st.booleans() | st.just(True),
)


def reaches(s: Seat, paper: Paper, right: str) -> bool:
    """The oracle's answer for one right, by role or by grant."""
    if not s.takes_part() or s.denied or not (paper.available or paper.side == s.side):
        return False
    if right in s.granted:
        return True
    if paper.confidentiality == "internal" and paper.side != s.side:
        return False
    if s.late and -paper.age < s.starts:
        return False
    return has(s.role, right, paper.confidentiality)


def may(s: Seat, paper: Paper, action: str) -> bool:
    if not reaches(s, paper, "read") or not reaches(s, paper, NEEDS[action]):
        return False
    return action not in OWN_SIDE or paper.side == s.side


def arrange(cast, kymi, aava, seats: list[Seat], paper: Paper):
    space = Space.objects.create(kind=SpaceKind.PROJECT, code_name="LAWS", supplier=kymi, customer=aava)
    document = Document.objects.create(
        space=space,
        title="Paper",
        category=Category.OTHER,
        confidentiality=paper.confidentiality,
        side=paper.side,
        changed_by=cast.sales,
    )
    Document.objects.filter(pk=document.pk).update(created=NOW - timedelta(days=paper.age))
    if paper.available:
        revision = DocumentRevision.objects.create(
            document=document,
            number=1,
            blob=Blob.objects.create(space=space, sha256="0" * 64, size=1),
            file_name="paper.pdf",
            uploaded_by=cast.sales,
            side=paper.side,
            state="available",
        )
        Document.objects.filter(pk=document.pk).update(current=revision)
    document.refresh_from_db()
    people = list(cast.everyone().values())[: len(seats)]
    for person, s in zip(people, seats, strict=True):
        # Grants and denials are for participants, so they are given before what was drawn takes effect.
        person.is_active = True
        person.save(update_fields=["is_active"])
        row = seat(person, space, Side(s.side), s.role)
        for right in s.granted:
            grant(policy=document_policy, person=person, right=Right(right), obj=document)
        if s.denied:
            deny(policy=document_policy, person=person, obj=document)
        Participant.objects.filter(pk=row.pk).update(
            starts=NOW + timedelta(days=s.starts),
            ends=None if s.ends is None else NOW + timedelta(days=s.ends),
            joined_history=History.FROM_JOINING if s.late else History.FROM_START,
        )
        person.is_active = s.active
        person.save(update_fields=["is_active"])
    return document, people


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seats=SEATS, paper=PAPERS)
def test_every_question_gives_the_oracles_answer(cast, kymi, aava, django_db_savepoint, seats, paper):
    with django_db_savepoint():
        document, people = arrange(cast, kymi, aava, seats, paper)
        for action in NEEDS:
            expected = {person.pk for person, s in zip(people, seats, strict=True) if may(s, paper, action)}
            # `allows` and states are asked of single objects; what they narrow is compared by `can` and `users_with`.
            reached = {
                person.pk
                for person, s in zip(people, seats, strict=True)
                if reaches(s, paper, "read") and reaches(s, paper, NEEDS[action])
            }
            assert {p.pk for p in people if document_policy.can(p, action, document)} == expected, action
            assert {p.pk for p in document_policy.users_with(action, document)} == expected, action
            found = {p.pk for p in people if document_policy.visible(p, action).filter(pk=document.pk).exists()}
            assert found == reached, action
            for person in people:
                fits = ONLY_WHEN.get(action, paper.available) == paper.available
                able = person.pk in expected and fits
                assert (action in document_policy.abilities(person, document)) is able, action
                assert _allowed(person, action, document) is able, action


def _allowed(person, action, document) -> bool:
    try:
        document_policy.require(person, action, document)
    except DomainError:
        return False
    return True


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seats=SEATS, paper=PAPERS)
def test_the_memo_of_one_answer_changes_no_answer(cast, kymi, aava, django_db_savepoint, seats, paper):
    with django_db_savepoint():
        document, people = arrange(cast, kymi, aava, seats, paper)
        for person in people:
            plain = [document_policy.can(person, action, document) for action in NEEDS]
            with memo_for_one_answer():
                list(document_policy.visible(person))
                remembered = [document_policy.can(person, action, document) for action in NEEDS]
            assert plain == remembered
