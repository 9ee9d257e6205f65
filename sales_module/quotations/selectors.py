"""Reads of quotations, always through the policy."""

import copy
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from documents.models import Blob, Receipt
from documents.receipts import receipts_of
from portal.access.prepared import prepared
from portal.access.rights import SpaceRights, rights_everywhere, rights_in
from portal.core.errors import NotVisible, WrongState
from portal.core.money import Totals
from portal.core.statements import compiled
from portal.jobs.models import Job
from portal.people.models import Person
from portal.spaces.choices import Side
from portal.spaces.models import Participant, Space
from sales_module.quotations.calculations import Sums, sums
from sales_module.quotations.choices import TONES, DecisionState, RevisionState, Stage, Standing
from sales_module.quotations.models import (
    Decision,
    LineQuestion,
    Quotation,
    QuotationGrant,
    QuotationLine,
    QuotationRevision,
    RevisionPdf,
)
from sales_module.quotations.policies import (
    may_share,
    quotation_policy,
    require_list,
    revisions_seen,
    sees_internal,
)

WITH_ALL = ("space__supplier", "space__customer", "current", "draft")


# --- one quotation ---------------------------------------------------------------------------------------------------


def quotation_get(*, person: Person, pk: UUID, space_id: UUID | None = None) -> Quotation:
    """A quotation with its space, current revision and draft. Raises: NotVisible."""
    within = {} if space_id is None else {"space_id": space_id}
    found: list[Quotation] = _quotation(person=person, pk=pk, **within)
    if not found:
        raise NotVisible
    return found[0]


@prepared
def _quotation(person: Person, pk: UUID, space_id: UUID | None = None) -> QuerySet[Quotation]:
    return quotation_policy.visible(person, space_id=space_id).filter(pk=pk).select_related(*WITH_ALL)


def my_rights(*, person: Person, quotation: Quotation) -> SpaceRights:
    """What the person is in the quotation's space. Raises: NotVisible."""
    rights = rights_in(person, quotation.space_id)
    if rights is None:
        raise NotVisible
    return rights


def revision_list(*, person: Person, quotation: Quotation, language: str = "") -> list[QuotationRevision]:
    """The revisions the person may see, newest first, each with sender, decision and `pdf_id` in that language."""
    return _revisions(person=person, space_id=quotation.space_id, quotation_id=quotation.pk, language=language)


@prepared
def _revisions(person: Person, space_id: UUID, quotation_id: UUID, language: str) -> QuerySet[QuotationRevision]:
    rights = rights_in(person, space_id)
    if rights is None:
        return QuotationRevision.objects.none()
    pdf = RevisionPdf.objects.filter(revision=OuterRef("pk"), language=language)
    rows = QuotationRevision.objects.filter(revisions_seen(person, quotation_id, rights))
    with_people = rows.select_related("sent_by", "customer_decision__by")
    return with_people.annotate(pdf_id=Subquery(pdf.values("pk")[:1])).order_by("-number")


def revision_get(*, person: Person, quotation: Quotation, pk: UUID) -> QuotationRevision:
    """One revision of a quotation the person was given. Raises: NotVisible."""
    rights = my_rights(person=person, quotation=quotation)
    found = quotation.revisions.filter(revisions_seen(person, quotation.pk, rights), pk=pk).first()
    if found is None:
        raise NotVisible
    found.quotation = quotation
    return found


def draft_of(*, quotation: Quotation) -> QuotationRevision:
    """The draft. Raises: WrongState: there is none."""
    if quotation.draft is None:
        raise WrongState
    quotation.draft.quotation = quotation
    return quotation.draft


def line_list(*, revision: QuotationRevision) -> list[QuotationLine]:
    """The lines of a revision the caller found through the policy, in order."""
    return _lines(revision_id=revision.pk)


@compiled
def _lines(revision_id: UUID) -> QuerySet[QuotationLine]:
    return QuotationLine.objects.filter(revision=revision_id).order_by("position", "id")


def question_list(*, person: Person, quotation: Quotation) -> list[LineQuestion]:
    """All questions on the quotation, oldest first; a late joiner gets those since joining."""
    rights = my_rights(person=person, quotation=quotation)
    found: list[LineQuestion] = _questions(quotation_id=quotation.pk)
    if rights.since is None or quotation_policy.is_granted(person, quotation.pk):
        return found
    return [one for one in found if one.asked_at >= rights.since]


@compiled
def _questions(quotation_id: UUID) -> QuerySet[LineQuestion]:
    rows = LineQuestion.objects.filter(quotation=quotation_id).select_related("asked_by", "answered_by")
    return rows.order_by("asked_at", "id")


# --- the page --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LineView:
    line: QuotationLine
    net: Any
    ticked: bool
    questions: list[LineQuestion]


@dataclass(frozen=True, slots=True)
class QuotationPage:
    """All that one screen shows. `internal`: cost and notes may be shown."""

    quotation: Quotation
    revision: QuotationRevision
    revisions: list[QuotationRevision]
    lines: list[LineView]
    sums: Sums
    decision: Decision | None
    abilities: frozenset[str]
    rights: SpaceRights
    internal: bool
    shares: bool
    standing: Standing
    pdf_id: UUID | None
    open_questions: int

    @property
    def is_current(self) -> bool:
        return self.quotation.current_id == self.revision.pk

    @property
    def is_draft(self) -> bool:
        return self.revision.state == RevisionState.DRAFT

    @property
    def has_options(self) -> bool:
        return bool(self.sums.options)

    @property
    def can_tick(self) -> bool:
        """Options can be tried out while the offer is open; after that they show what was chosen."""
        return self.is_current and self.standing == Standing.OPEN

    @property
    def is_mine(self) -> bool:
        """Is it this person's turn?"""
        if self.standing == Standing.OPEN:
            return "accept" in self.abilities
        return bool(self.abilities & {"revise", "edit"})


def quotation_page(
    *,
    person: Person,
    pk: UUID,
    space_id: UUID | None = None,
    revision_id: UUID | None = None,
    ticked: Collection[UUID] = (),
    language: str = "",
) -> QuotationPage:
    """A quotation as `person` sees it: the named revision, else the current one, else (own side) the draft.

    Raises: NotVisible. Queries: rights, quotation, revisions, lines, questions.
    """
    quotation = quotation_get(person=person, pk=pk, space_id=space_id)
    rights = my_rights(person=person, quotation=quotation)
    revisions = revision_list(person=person, quotation=quotation, language=language)
    wanted = revision_id or quotation.current_id or quotation.draft_id
    revision = next((one for one in revisions if one.pk == wanted), None)
    if revision is None:
        raise NotVisible
    revision.quotation = quotation
    lines = line_list(revision=revision)
    decision = getattr(revision, "customer_decision", None)
    if decision is not None and decision.kind == DecisionState.ACCEPTED:
        ticked = {UUID(key) for key in decision.options}
    questions = question_list(person=person, quotation=quotation)
    return QuotationPage(
        quotation=quotation,
        revision=revision,
        revisions=revisions,
        lines=[
            LineView(
                line=line,
                net=line.priced.net(revision.currency),
                ticked=line.optional and line.line_key in ticked,
                questions=[one for one in questions if one.line_key == line.line_key],
            )
            for line in lines
        ],
        sums=sums(lines, revision.currency, ticked),
        decision=decision,
        abilities=quotation_policy.abilities(person, quotation),
        rights=rights,
        internal=sees_internal(rights),
        shares=may_share(rights),
        standing=quotation.standing,
        pdf_id=revision.pdf_id,  # type: ignore[attr-defined]
        open_questions=sum(1 for one in questions if one.answered_at is None),
    )


def draft_preview(*, person: Person, quotation: Quotation) -> QuotationPage:
    """The draft as the customer will see it, before it is sent: no internal fields, nothing to press.

    Raises: NotVisible: no draft, or not for this person.
    """
    page = quotation_page(person=person, pk=quotation.pk, revision_id=quotation.draft_id)
    if not page.is_draft:
        raise NotVisible
    return replace(page, internal=False, abilities=frozenset(), revisions=[], shares=False)


def ticked_sums(*, person: Person, quotation: Quotation, revision_id: UUID, ticked: Collection[UUID]) -> Sums:
    """Totals of a revision with other options ticked. Raises: NotVisible."""
    revision = revision_get(person=person, quotation=quotation, pk=revision_id)
    return sums(line_list(revision=revision), revision.currency, ticked)


# --- lists -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list. Amounts are those of the current revision, or of the draft where there is none."""

    id: UUID
    space_id: UUID
    title: str
    code: str
    stage: str
    standing: Standing
    revision: int
    has_draft: bool
    net: Any
    currency: str
    valid_day: date | None
    sent_at: datetime | None

    @property
    def stage_name(self) -> Any:
        return Stage(self.stage).label

    @property
    def tone(self) -> str:
        return TONES[self.standing]


def quotation_rows(*, person: Person, space_id: UUID) -> QuerySet[Quotation]:
    """The quotations of a space the person may see, newest first. Raises: NotVisible: quotations are closed here."""
    require_list(person, space_id)
    return quotation_policy.visible(person, space_id=space_id).order_by("-id")


def quotations_anywhere(*, person: Person) -> QuerySet[Quotation]:
    """The quotations the person may see in all spaces, newest first."""
    return quotation_policy.visible(person).order_by("-id")


def list_rows(rows: Any, *, side: Side) -> list[ListRow]:
    """The given quotations (a slice of quotation_rows) in one query. Only the supplier side learns of drafts."""
    return [list_row(one, side=side) for one in rows.select_related("current", "draft")]


def list_row(quotation: Quotation, *, side: Side = Side.CUSTOMER) -> ListRow:
    shown = quotation.current or quotation.draft
    assert shown is not None  # made with a draft, and a draft goes only by being sent
    return ListRow(
        id=quotation.pk,
        space_id=quotation.space_id,
        title=quotation.title,
        code=quotation.code,
        stage=quotation.stage,
        standing=quotation.standing,
        revision=shown.number,
        has_draft=side == Side.SUPPLIER and quotation.draft_id is not None,
        net=shown.net_total,
        currency=shown.currency,
        valid_day=shown.valid_day,
        sent_at=shown.sent_at,
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """The newest quotation of a space, for its room."""

    id: UUID
    code: str
    title: str
    stage: str
    standing: Standing
    revision: int
    totals: Totals
    currency: str
    valid_until: datetime
    valid_zone: str
    sent_at: datetime
    open_questions: int


def current_quotation(*, person: Person, space_id: UUID) -> Summary | None:
    """The quotation sent last of those the person may see, with its totals; None when there is none. Three queries."""
    rows = quotation_policy.visible(person, space_id=space_id).filter(current__isnull=False)
    quotation = rows.select_related("current").order_by("-counts_from").first()
    if quotation is None or quotation.current is None:
        return None
    current = quotation.current
    assert current.valid_until is not None and current.sent_at is not None
    return Summary(
        id=quotation.pk,
        code=quotation.code,
        title=quotation.title,
        stage=quotation.get_stage_display(),
        standing=quotation.standing,
        revision=current.number,
        totals=sums(current.lines.all(), current.currency).base,
        currency=current.currency,
        valid_until=current.valid_until,
        valid_zone=current.valid_zone,
        sent_at=current.sent_at,
        open_questions=quotation.questions.filter(answered_at=None).count(),
    )


# --- people ----------------------------------------------------------------------------------------------------------


def customer_readers(quotation: Quotation) -> list[Person]:
    """Everyone on the customer's side who may see the quotation, or will once its draft is sent."""
    asked = quotation
    if quotation.current_id is None and quotation.draft_id is not None:
        asked = copy.copy(quotation)
        asked.current_id = quotation.draft_id
    readers = quotation_policy.users_with("view", asked).select_related("organisation")
    return by_name(readers.filter(pk__in=_people_on(asked, Side.CUSTOMER).values("person")))


def on_side(quotation: Quotation, people: list[Person], side: Side) -> list[Person]:
    """Those of the people who stand on that side of the quotation's space, by name."""
    ids = set(_people_on(quotation, side).filter(person__in=people).values_list("person", flat=True))
    return [one for one in by_name(people) if one.pk in ids]


def by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda one: one.shown_name.casefold())


def _people_on(quotation: Quotation, side: Side) -> QuerySet[Participant]:
    return Participant.objects.filter(Participant.active(space=quotation.space_id, side=side))


def people_to_share_with(*, person: Person, quotation: Quotation) -> list[Person]:
    """Participants of the own side who do not read the quotation yet; empty for who may not share."""
    rights = my_rights(person=person, quotation=quotation)
    if not may_share(rights):
        return []
    readers = {one.pk for one in quotation_policy.users_with("view", quotation)}
    people = Person.objects.filter(pk__in=_people_on(quotation, rights.side).values("person"))
    return by_name(one for one in people.select_related("organisation") if one.pk not in readers)


def shared_with(*, person: Person, quotation: Quotation) -> list[Person]:
    """Participants of the own side to whom the quotation was given as a single object."""
    rights = my_rights(person=person, quotation=quotation)
    given = QuotationGrant.objects.filter(content_object=quotation, permission__codename="view_quotation")
    people = list(Person.objects.filter(pk__in=given.values("user")).select_related("organisation"))
    return on_side(quotation, people, rights.side)


@dataclass(frozen=True, slots=True)
class Reader:
    """One of the customer's readers and the first time each thing happened."""

    person: Person
    opened: datetime | None
    downloaded: datetime | None
    another_way: Receipt | None


def readers_of(*, person: Person, quotation: Quotation, revision: QuotationRevision) -> list[Reader]:
    """Who on the customer's side has the revision and since when; for the supplier's side only (else empty)."""
    rights = my_rights(person=person, quotation=quotation)
    if rights.side != Side.SUPPLIER or revision.sent_at is None:
        return []
    found: dict[UUID, dict[str, Receipt]] = {}
    people = {one.pk: one for one in customer_readers(quotation)}
    for receipt in receipts_of(revision_ids=[revision.pk]):
        found.setdefault(receipt.person_id, {}).setdefault(receipt.how, receipt)
        # Who left the project since keeps the receipt.
        people.setdefault(receipt.person_id, receipt.person)
    return [
        Reader(
            person=one,
            opened=_made(found.get(pk, {}).get("opened")),
            downloaded=_made(found.get(pk, {}).get("downloaded")),
            another_way=found.get(pk, {}).get("sent_another_way"),
        )
        for pk, one in people.items()
    ]


def _made(receipt: Receipt | None) -> datetime | None:
    return receipt.created if receipt else None


# --- PDF -------------------------------------------------------------------------------------------------------------


def pdf_blob(*, revision: QuotationRevision, language: str) -> Blob | None:
    """The stored PDF of a revision the caller found through the policy."""
    row = revision.pdfs.filter(language=language).select_related("blob").first()
    return row.blob if row else None


def pdf_job(*, revision: QuotationRevision, language: str) -> Job | None:
    return Job.objects.filter(key=f"quotations.pdf:{revision.pk}:{language}").first()


# --- what waits, for Home --------------------------------------------------------------------------------------------


def open_for_decision(*, person: Person) -> list[Quotation]:
    """Open offers anywhere that the person may see and whose validity has not ended, soonest end first. One query."""
    return _open_offers(person=person, now=timezone.now())


@prepared
def _open_offers(person: Person, now: datetime) -> QuerySet[Quotation]:
    rows = quotation_policy.visible(person).filter(
        current__state=RevisionState.SENT, current__valid_until__gt=now, decision=DecisionState.OPEN
    )
    return rows.select_related("current").order_by("current__valid_until", "pk")[:100]


def may_decide_in(person: Person) -> set[UUID]:
    """Spaces where the person stands on the customer's side with the right to decide by role."""
    return {pk for pk, rights in rights_everywhere(person).items() if _decides(rights)}


def _decides(rights: SpaceRights) -> bool:
    rule = quotation_policy.rules["accept"]
    return rights.side == Side.CUSTOMER and rights.has(rule.right, "commercial")


def questions_to_answer(*, person: Person) -> list[LineQuestion]:
    """Questions without an answer on quotations where the person may answer, oldest first. One query."""
    return _questions_to_answer(person=person)


@prepared
def _questions_to_answer(person: Person) -> QuerySet[LineQuestion]:
    rows = LineQuestion.objects.filter(
        answered_at=None, quotation__in=quotation_policy.visible(person, "answer").values("pk")
    )
    return rows.select_related("quotation").order_by("asked_at", "pk")[:50]


def space_of_list(space_id: UUID) -> Space:
    """The space whose list is shown; the caller was let in. Raises: NotVisible."""
    found = Space.objects.select_related("supplier", "customer").filter(pk=space_id).first()
    if found is None:
        raise NotVisible
    return found


def supplier_zone() -> str:
    """Validities end at 24:00 in this zone."""
    return str(settings.PORTAL_TIME_ZONE)
