"""The PDF of a sent revision: made once per language by a worker, then never again."""

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from documents.files import store_bytes
from documents.pdf.render import render_pdf
from portal.core.errors import InvalidInput, NotVisible
from portal.jobs.models import Job
from portal.jobs.services import job_enqueue, job_run_again
from portal.people.choices import Language
from portal.people.models import Person
from portal.spaces.models import Space
from sales_module.quotations.choices import RevisionState
from sales_module.quotations.models import QuotationRevision, RevisionPdf
from sales_module.quotations.pdf import pdf_context

KIND = "quotations.pdf"


def pdf_request(*, actor: Person, revision: QuotationRevision, language: str) -> Job:
    """Asks for the PDF in a language; a failed one is tried again. The caller found `revision` through the policy.

    Raises: NotVisible: a draft. InvalidInput: a language the portal does not speak.
    """
    if revision.state == RevisionState.DRAFT:
        raise NotVisible
    if language not in Language.values:
        raise InvalidInput(fields={"language": ["Choose one of: " + ", ".join(Language.values)]})
    with transaction.atomic():
        return job_run_again(enqueue(revision, language, actor, revision.quotation.space))


def enqueue(revision: QuotationRevision, language: str, actor: Person, space: Space) -> Job:
    return job_enqueue(
        kind=KIND,
        key=job_key(revision.pk, language),
        args={"revision": str(revision.pk), "language": language},
        actor=actor,
        space=space,
    )


def job_key(revision_id: UUID, language: str) -> str:
    return f"{KIND}:{revision_id}:{language}"


def pdf_make(job: Job) -> None:
    """Renders and keeps the PDF. Harmless to run twice: the first bytes stay."""
    revision = (
        QuotationRevision.objects.select_related("quotation__space__supplier", "quotation__space__customer", "sent_by")
        .filter(pk=job.args["revision"])
        .exclude(state=RevisionState.DRAFT)
        .first()
    )
    language = str(job.args["language"])
    if revision is None or revision.pdfs.filter(language=language).exists():
        return
    content = render_pdf(
        template="pdf/quotation.html",
        context=pdf_context(revision, language),
        language=language,
        time_zone=settings.PORTAL_TIME_ZONE,
    )
    quotation = revision.quotation
    blob = store_bytes(
        space_id=quotation.space_id, content=content, file_name=revision.pdf_name, media_type="application/pdf"
    )
    try:
        with transaction.atomic():
            RevisionPdf.objects.create(revision=revision, language=language, blob=blob)
    except IntegrityError:
        blob.delete()
