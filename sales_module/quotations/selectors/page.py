"""All that one screen shows of a quotation."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from portal.access.rights import SpaceRights
from portal.core.errors import NotVisible
from portal.people.models import Person
from sales_module.quotations.calculations import Sums, sums
from sales_module.quotations.choices import DecisionState, RevisionState, Standing
from sales_module.quotations.models import (
    Decision,
    LineQuestion,
    Quotation,
    QuotationLine,
    QuotationRevision,
)
from sales_module.quotations.policies import (
    may_share,
    quotation_policy,
    sees_internal,
)
from sales_module.quotations.selectors.one import (
    line_list,
    my_rights,
    question_list,
    quotation_get,
    revision_get,
    revision_list,
)


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
