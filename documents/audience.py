"""Who can see a document, for many documents at once: what a person is told before sending, and "2 of 4 have it".

The policy gives the answer; this only brings all people of one space along in one read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from documents.models import Document, DocumentGrant
from documents.policies import document_policy
from portal.access.models import Denial
from portal.access.prepared import prepared
from portal.access.rights import SpaceRights, remembered
from portal.people.models import Person
from portal.spaces.choices import History, Side
from portal.spaces.models import Participant


@dataclass(frozen=True)
class Reader:
    """One participant. `shown` says whether the other side may know of this person."""

    person: Person
    rights: SpaceRights
    shown: bool

    @property
    def side(self) -> Side:
        return self.rights.side


class Audience:
    """The people of one space and what lets them past the class check for some documents."""

    def __init__(self, space_id: UUID, documents: Iterable[Document] = ()) -> None:
        self.space_id = space_id
        self._ids = [document.pk for document in documents]
        self._answers: dict[tuple[object, ...], bool] = {}

    @cached_property
    def everyone(self) -> list[Reader]:
        """One query."""
        # One page may ask twice: for who sees a document, and for who has it.
        rows = remembered(
            ("audience", self.space_id, tuple(self._ids)),
            lambda: _people(space=self.space_id, document_ids=self._ids, now=timezone.now()),
        )
        found = []
        for row in rows:
            row.person.organisation = row.organisation
            rights = SpaceRights(
                space_id=row.space_id,
                participant_id=row.pk,
                side=Side(row.side),
                role=row.role_id,
                rights=row.role.rights,
                since=row.starts if row.joined_history == History.FROM_JOINING else None,
                has_denials=row.has_denials,
                has_grants=row.has_grants,
            )
            found.append(Reader(person=row.person, rights=rights, shown=row.shown_to_other_side))
        return found

    @cached_property
    def _granted(self) -> set[tuple[UUID, UUID]]:
        if not any(reader.rights.has_grants for reader in self.everyone):
            return set()
        rows = DocumentGrant.objects.filter(content_object__in=self._ids, permission__codename="view_document")
        return set(rows.values_list("user", "content_object"))

    @cached_property
    def _denied(self) -> set[tuple[UUID, UUID]]:
        if not any(reader.rights.has_denials for reader in self.everyone):
            return set()
        rows = Denial.objects.filter(kind=document_policy.kind, object_id__in=self._ids)
        return set(rows.values_list("person", "object_id"))

    def of(self, document: Document) -> list[Reader]:
        """Everyone who sees the document now: the same people as the policy's `users_with("view")`."""
        return [reader for reader in self.everyone if self._sees(reader, document)]

    def _sees(self, reader: Reader, document: Document) -> bool:
        pair = (reader.person.pk, document.pk)
        if pair in self._denied or not document_policy.seen_by_side(document, reader.side):
            return False  # asked for each document: whether it has an available revision is its own affair
        return pair in self._granted or self._by_role(reader, document)

    def _by_role(self, reader: Reader, document: Document) -> bool:
        """The policy's answer, asked once for documents that differ in nothing it looks at."""
        since = reader.rights.since
        late = since is not None and document.created < since
        alike = (reader.rights.participant_id, document.confidentiality, document.side, late)
        if alike not in self._answers:
            self._answers[alike] = document_policy.seen_by_role(reader.person, document, reader.rights)
        return self._answers[alike]

    def of_class(self, confidentiality: str, side: Side) -> list[Reader]:
        """Everyone who would see a new document of that class once it is available."""
        planned = Document(space_id=self.space_id, confidentiality=confidentiality, side=side, created=timezone.now())
        return [
            reader
            for reader in self.everyone
            if document_policy.seen_by_role(reader.person, _as_available(planned), reader.rights)
        ]


def _as_available(planned: Document) -> Document:
    # Any id makes it "available" for the policy; the row is never saved.
    planned.current_id = planned.pk
    return planned


@prepared
def _people(space: UUID, document_ids: list[UUID], now: datetime) -> QuerySet[Participant]:
    granted = DocumentGrant.objects.filter(user=OuterRef("person"), content_object__in=document_ids)
    denied = Denial.objects.filter(person=OuterRef("person"), object_id__in=document_ids)
    return (
        Participant.objects.filter(Participant.active(now=now, space=space, person__is_active=True))
        .select_related("person", "role", "organisation")
        .annotate(has_grants=Exists(granted), has_denials=Exists(denied))
        .only(
            "space_id",
            "side",
            "role__rights",
            "joined_history",
            "starts",
            "shown_to_other_side",
            "organisation__name",
            "person__name",
            "person__email",
            "person__job_title",
            "person__is_active",
            "person__can_sign_in",
            "person__organisation_id",
        )
        .order_by("side", "role__position", "person__name", "pk")
    )
