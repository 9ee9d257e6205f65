"""Reads: documents through the policy, and what stands beside them on a page."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from documents.audience import Audience, Reader
from documents.choices import Category, RevisionState
from documents.models import Document, DocumentGrant, DocumentRevision, Receipt, Upload
from documents.policies import document_policy, upload_policy
from documents.receipts import receipts_of
from portal.access.prepared import prepared
from portal.access.rights import SpaceRights
from portal.activity.models import Activity
from portal.activity.selectors import Entry, entries, with_names
from portal.core.errors import NotVisible
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right, Side

PAGE_SIZE = 25
RELATED = ("space", "current", "current__blob", "current__uploaded_by", "current__uploaded_by__organisation")
# What a list shows and the policy asks about; wide rows cost more than the queries.
_NAMES = ("name", "email", "job_title")
LISTED = (
    "title", "category", "confidentiality", "side", "space_id", "created",
    "current__number", "current__file_name", "current__created",
    *(f"current__uploaded_by__{name}" for name in _NAMES),
)  # fmt: skip


# --- lists -----------------------------------------------------------------------------------------------------------


def document_list(
    *, person: Person, space_id: UUID | None = None, category: str = "", search: str = ""
) -> QuerySet[Document]:
    """Documents the person may see, newest first. `search` looks in titles and file names of what is listed."""
    rows = document_policy.visible(person, space_id=space_id)
    if category:
        rows = rows.filter(category=category)
    for word in search.split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(current__file_name__icontains=word))
    return rows.order_by("-id")


def category_counts(*, person: Person, space_id: UUID) -> list[tuple[Category, int]]:
    """(category, how many documents of it the person sees) without the empty ones. One query."""
    counts = dict(_counted(person=person, space_id=space_id))
    return [(category, counts[category]) for category in Category if counts.get(category)]


@prepared
def _counted(person: Person, space_id: UUID) -> QuerySet[Document, Any]:
    rows = document_policy.visible(person, space_id=space_id).order_by().values("category")
    return rows.annotate(n=Count("pk")).values_list("category", "n")


@dataclass(frozen=True)
class Have:
    """How many of the other side have the current revision, out of those who may."""

    have: int
    may: int


@dataclass
class Row:
    """One document of a list.

    coming: the newest file of the reader's own side that is not available (yet). have: for the side that sent it.
    is_new: the other side sent it and the reader has not opened it.
    """

    document: Document
    coming: DocumentRevision | None = None
    have: Have | None = None
    is_new: bool = False


@dataclass
class DocumentPage:
    rows: list[Row] = field(default_factory=list)
    before: UUID | None = None
    after: UUID | None = None
    pending: bool = False


def document_page(
    *,
    person: Person,
    rights: SpaceRights,
    category: str = "",
    search: str = "",
    before: UUID | None = None,
    after: UUID | None = None,
) -> DocumentPage:
    """25 rows of `document_list` in one space, below `before` or above `after`, ready to show.

    Queries: the rows, files not available yet, people of the space and receipts; one each, whatever the number.
    """
    place: dict[str, Any] = {
        "person": person,
        "space_id": rights.space_id,
        "category": category,
        "before": before,
        "after": after,
    }
    # What people search for is no shape of a statement.
    found = list(_rows(**place, search=search)) if search else _listed(**place)
    if after is not None:
        more_above, more_below = len(found) > PAGE_SIZE, True
        found = found[:PAGE_SIZE][::-1]
    else:
        more_above, more_below = before is not None, len(found) > PAGE_SIZE
        found = found[:PAGE_SIZE]
    coming = _coming(found, rights.side)
    holders = _holders(found)
    have = _have(found, rights, holders)
    return DocumentPage(
        rows=[
            Row(
                document,
                coming.get(document.pk),
                have.get(document.pk),
                is_new=document.side != rights.side and person.pk not in holders.get(document.current_id, ()),
            )
            for document in found
        ],
        before=found[-1].pk if found and more_below else None,
        after=found[0].pk if found and more_above else None,
        pending=any(revision.state == RevisionState.CHECKING for revision in coming.values()),
    )


def _rows(
    person: Person, space_id: UUID, category: str, before: UUID | None, after: UUID | None, search: str = ""
) -> QuerySet[Document]:
    rows = document_list(person=person, space_id=space_id, category=category, search=search)
    rows = rows.select_related("current__uploaded_by").only(*LISTED)
    if after is not None:
        return rows.filter(pk__gt=after).order_by("id")[: PAGE_SIZE + 1]
    return (rows.filter(pk__lt=before) if before else rows)[: PAGE_SIZE + 1]


_listed = prepared(_rows)


def _coming(documents: list[Document], side: Side) -> dict[UUID, DocumentRevision]:
    """The newest file of the own side that is being checked or was refused after the current one came."""
    newest = {r.document_id: r for r in _not_available(document_ids=[d.pk for d in documents], side=side)}
    current = {d.pk: d.current_id for d in documents}
    return {pk: r for pk, r in newest.items() if (held := current[pk]) is None or r.pk > held}


@prepared
def _not_available(document_ids: list[UUID], side: Side) -> QuerySet[DocumentRevision]:
    rows = DocumentRevision.objects.filter(document__in=document_ids, side=side)
    return rows.exclude(state=RevisionState.AVAILABLE).select_related("uploaded_by").order_by("id")


def _holders(documents: list[Document]) -> dict[UUID | None, set[UUID]]:
    """Current revision → the people who have it."""
    holders: dict[UUID | None, set[UUID]] = {}
    for revision_id, person_id in _held(revision_ids=[d.current_id for d in documents if d.current_id]):
        holders.setdefault(revision_id, set()).add(person_id)
    return holders


@prepared
def _held(revision_ids: list[UUID]) -> QuerySet[Receipt, Any]:
    return Receipt.objects.filter(revision_id__in=revision_ids).values_list("revision_id", "person").distinct()


def _have(documents: list[Document], rights: SpaceRights, holders: dict[UUID | None, set[UUID]]) -> dict[UUID, Have]:
    """For documents of the reader's own side: how many people of the other side have the current revision."""
    mine = [d for d in documents if d.side == rights.side and d.current_id and d.confidentiality != _INTERNAL]
    if not mine:
        return {}
    audience = Audience(rights.space_id, mine)
    found = {}
    for document in mine:
        others = {r.person.pk for r in audience.of(document) if r.side != rights.side and r.shown}
        if others:
            found[document.pk] = Have(len(others & holders.get(document.current_id, set())), len(others))
    return found


_INTERNAL = Confidentiality.INTERNAL


# --- who will see ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seers:
    """Who a document of a class is for, as far as the reader may know them.

    outside: people who may see it but do not use the portal. hidden: there are more whom the reader may not know.
    """

    own: list[Person]
    others: list[Person]
    outside: list[Person]
    hidden: bool

    @property
    def count(self) -> int:
        return len(self.own) + len(self.others)


def seers_of_class(*, rights: SpaceRights, confidentiality: str) -> Seers:
    """Who will see a new document of that class from this person's side. One query."""
    return _seers(Audience(rights.space_id).of_class(confidentiality, rights.side), rights.side)


def seers_of_document(*, rights: SpaceRights, document: Document) -> Seers:
    return _seers(Audience(rights.space_id, [document]).of(document), rights.side)


def _seers(readers: list[Reader], side: Side) -> Seers:
    known = [r for r in readers if r.side == side or r.shown]
    using = [r for r in known if r.person.may_sign_in]
    return Seers(
        own=[r.person for r in using if r.side == side],
        others=[r.person for r in using if r.side != side],
        outside=[r.person for r in known if not r.person.may_sign_in],
        hidden=len(known) < len(readers),
    )


def classes_to_add(rights: SpaceRights) -> list[Confidentiality]:
    """The classes a person's role may add documents to."""
    return [Confidentiality(c) for c in rights.classes(Right.ADD) if c in rights.readable]


# --- one document ----------------------------------------------------------------------------------------------------


def document_get(*, person: Person, pk: UUID, space_id: UUID | None = None) -> Document:
    """The document with its space and current revision. Raises: NotVisible, also when it is of another space."""
    rows = document_policy.visible(person, space_id=space_id).select_related(*RELATED)
    if space_id is not None:
        rows = rows.filter(space=space_id)
    return document_policy.get(person, pk, rows)


def revisions_seen(*, document: Document, side: Side) -> QuerySet[DocumentRevision]:
    """Revisions of a document the person may see: available ones, and those of the own side in the making."""
    rows = document.revisions.filter(Q(state=RevisionState.AVAILABLE) | Q(side=side))
    return rows.select_related("uploaded_by", "uploaded_by__organisation", "blob").order_by("-id")


def revision_get(*, document: Document, number: int) -> DocumentRevision:
    """An available revision by its number. Raises: NotVisible."""
    return _one_available(document, number=number)


def available_revision(*, document: Document, pk: UUID | None) -> DocumentRevision:
    """An available revision of a document the caller got through the policy. Raises: NotVisible."""
    return _one_available(document, pk=pk)


def _one_available(document: Document, **wanted: Any) -> DocumentRevision:
    rows = document.revisions.filter(state=RevisionState.AVAILABLE, **wanted)
    found = rows.select_related("uploaded_by", "uploaded_by__organisation", "blob").first()
    if found is None:
        raise NotVisible
    return found


@dataclass
class Holder:
    """One person and the receipts of a document's revisions. A person hidden from the reader has no name here."""

    person: Person | None
    organisation: str
    other_side: bool
    receipts: list[tuple[Receipt, int]]
    has_current: bool


def holders_of(
    *, rights: SpaceRights, document: Document, revisions: list[DocumentRevision], audience: Audience
) -> list[Holder]:
    """Who has which revision, the other side first. Those the document was sent to are there before they have it.

    The side whose document it is sees all; the other side sees its own people.
    """
    numbers = {r.pk: r.number for r in revisions if r.number}
    by_person: dict[UUID, list[tuple[Receipt, int]]] = {}
    for receipt in receipts_of(revision_ids=numbers):
        by_person.setdefault(receipt.person_id, []).append((receipt, numbers[receipt.revision_id] or 0))
    sees_all = document.side == rights.side
    found = []
    for reader in audience.of(document):
        held = by_person.pop(reader.person.pk, [])
        if reader.side != rights.side and not sees_all:
            continue
        hidden = reader.side != rights.side and not reader.shown
        to_them = reader.side != document.side
        if not held and (hidden or not to_them):
            continue
        found.append(
            Holder(
                person=None if hidden else reader.person,
                organisation=reader.person.organisation.name,
                other_side=reader.side != rights.side,
                receipts=held,
                has_current=any(receipt.revision_id == document.current_id for receipt, _number in held),
            )
        )
    if sees_all:
        found += [_left(rows) for rows in by_person.values()]
    return sorted(found, key=lambda holder: not holder.other_side)


def _left(rows: list[tuple[Receipt, int]]) -> Holder:
    """Somebody who received a revision and sees the document no more: it stays proved."""
    person = rows[0][0].person
    return Holder(person, person.organisation.name, True, rows, has_current=False)


def shared_with(*, document: Document) -> list[Person]:
    """People who see the document by a grant of its own. One query."""
    rows = DocumentGrant.objects.filter(content_object=document, permission__codename="view_document")
    return [grant.user for grant in rows.select_related("user", "user__organisation").order_by("user__name", "pk")]


def people_to_share_with(*, rights: SpaceRights, document: Document) -> list[Person]:
    """Participants the reader may know of who do not see the document."""
    audience = Audience(rights.space_id, [document])
    seeing = {reader.person.pk for reader in audience.of(document)}
    internal = document.confidentiality == _INTERNAL
    return [
        r.person
        for r in audience.everyone
        if r.person.pk not in seeing and (r.side == rights.side or (r.shown and not internal))
    ]


def people_to_mark(*, rights: SpaceRights, document: Document) -> list[Person]:
    """People who may see the document and whom the reader may know of, the other side first."""
    readers = [r for r in Audience(rights.space_id, [document]).of(document) if r.side == rights.side or r.shown]
    return [r.person for r in sorted(readers, key=lambda r: r.side == rights.side)]


def timeline_of(*, person: Person, document: Document) -> list[Entry]:
    """What happened to the document, newest first."""
    rows = with_names(Activity.objects.filter(subject_id=document.pk)).select_related("space")
    return entries(person=person, activities=rows.order_by("-id")[:20])


# --- files on their way ----------------------------------------------------------------------------------------------


def upload_get(*, person: Person, pk: UUID) -> Upload:
    """An upload of this person's own. Raises: NotVisible."""
    return upload_policy.get(person, pk, upload_policy.visible(person).select_related("revision", "document"))


def with_revisions(rows: QuerySet[Document]) -> QuerySet[Document]:
    """For the API: everything one answer shows, in a constant number of queries."""
    available = DocumentRevision.objects.filter(state=RevisionState.AVAILABLE).order_by("number")
    return rows.select_related(*RELATED).prefetch_related(Prefetch("revisions", available, to_attr="available_ones"))
