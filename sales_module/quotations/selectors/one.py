"""One quotation: its revisions, lines, questions and PDFs."""

from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from documents.models import Blob
from portal.access.prepared import prepared
from portal.access.rights import SpaceRights, rights_in
from portal.core.errors import NotVisible, WrongState
from portal.core.statements import compiled
from portal.jobs.models import Job
from portal.people.models import Person
from sales_module.quotations.models import (
    LineQuestion,
    Quotation,
    QuotationLine,
    QuotationRevision,
    RevisionPdf,
)
from sales_module.quotations.policies import (
    quotation_policy,
    revisions_seen,
)

WITH_ALL = ("space__supplier", "space__customer", "current", "draft")


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


def pdf_blob(*, revision: QuotationRevision, language: str) -> Blob | None:
    """The stored PDF of a revision the caller found through the policy."""
    row = revision.pdfs.filter(language=language).select_related("blob").first()
    return row.blob if row else None


def pdf_job(*, revision: QuotationRevision, language: str) -> Job | None:
    return Job.objects.filter(key=f"quotations.pdf:{revision.pk}:{language}").first()


def supplier_zone() -> str:
    """Validities end at 24:00 in this zone."""
    return str(settings.PORTAL_TIME_ZONE)
