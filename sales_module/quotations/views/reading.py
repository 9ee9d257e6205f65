"""Pages to read: the list, the quotation, its totals and its PDF."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.choices import ReceiptHow
from documents.files import blob_response
from portal.core.errors import WrongState
from portal.people.requests import PortalRequest
from portal.spaces.choices import Side, SpaceKind
from portal.spaces.models import Space
from portal.spaces.selectors import SpaceFrame, space_frame
from sales_module.quotations import selectors, services, wording
from sales_module.quotations.choices import TONES
from sales_module.quotations.forms import AnotherWayForm, ShareForm, ticked_options
from sales_module.quotations.policies import quotation_policy, require_list
from sales_module.quotations.selectors import QuotationPage
from sales_module.quotations.validity import validity
from sales_module.quotations.views.rows import line_rows

PAGE_SIZE = 25


def frame_of(request: PortalRequest, space_id: UUID, space: Space | None = None) -> SpaceFrame:
    return space_frame(
        person=request.user, space_id=space_id, current="quotations:list", kind=SpaceKind.PROJECT, space=space
    )


@require_safe
def quotation_list(request: PortalRequest, space_id: UUID) -> HttpResponse:
    rights = require_list(request.user, space_id)
    rows = selectors.quotation_rows(person=request.user, space_id=space_id)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "frame": frame_of(request, space_id),
        "rows": selectors.list_rows(page.object_list, side=rights.side),
        "may_create": quotation_policy.can_in_space(request.user, "create", space_id, "commercial"),
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "quotations/quotation_list.html", context)


@require_safe
def quotation(request: PortalRequest, space_id: UUID, pk: UUID, revision_id: UUID | None = None) -> HttpResponse:
    page = selectors.quotation_page(
        person=request.user,
        pk=pk,
        space_id=space_id,
        revision_id=revision_id,
        ticked=ticked_options(request.GET),
        language=request.user.language,
    )
    if request.method == "GET":
        services.revision_opened(
            actor=request.user, quotation=page.quotation, revision=page.revision, how=ReceiptHow.OPENED
        )
    return render(request, "quotations/quotation.html", page_context(request, page))


def page_context(request: PortalRequest, page: QuotationPage, **more: Any) -> dict[str, Any]:
    """Variables of quotations/quotation.html."""
    frame = frame_of(request, page.quotation.space_id, page.quotation.space)
    supplier = page.rights.side == Side.SUPPLIER
    readers = selectors.readers_of(person=request.user, quotation=page.quotation, revision=page.revision)
    return {
        "frame": frame,
        "page": page,
        "quotation": page.quotation,
        "revision": page.revision,
        "tone": TONES[page.standing],
        "turn": wording.turn(page, frame.space),
        "validity": validity(page.revision),
        "rows": line_rows(request, page, more.get("asking")),
        "history": wording.history(page),
        "is_supplier": supplier,
        "readers": readers,
        "another_way": AnotherWayForm(people=[one.person for one in readers]) if readers else None,
        "pdf": pdf_state(request, page),
        **more,
    }


def pdf_state(request: PortalRequest, page: QuotationPage) -> str:
    """ready, pending, failed, or none: nobody asked for it in this language."""
    if page.pdf_id:
        return "ready"
    return _job_state(request, page.revision) if page.revision.sent_at else "none"


def _job_state(request: PortalRequest, revision: Any) -> str:
    job = selectors.pdf_job(revision=revision, language=request.user.language)
    if job is None or job.state == "done":
        return "none"
    return "pending" if job.is_unfinished else "failed"


@require_safe
def totals(request: PortalRequest, space_id: UUID, pk: UUID, revision_id: UUID) -> HttpResponse:
    """The totals part for other ticks."""
    found = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    revision = selectors.revision_get(person=request.user, quotation=found, pk=revision_id)
    sums = selectors.ticked_sums(
        person=request.user, quotation=found, revision_id=revision_id, ticked=ticked_options(request.GET)
    )
    context = {"sums": sums, "currency": revision.currency, "has_options": bool(sums.options)}
    return render(request, "quotations/_totals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request: PortalRequest, space_id: UUID, pk: UUID, revision_id: UUID) -> HttpResponseBase:
    """The PDF in the reader's language: GET downloads it, POST asks for it to be made."""
    found = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    revision = selectors.revision_get(person=request.user, quotation=found, pk=revision_id)
    language = request.user.language
    if request.method == "POST":
        services.pdf_request(actor=request.user, revision=revision, language=language)
        if request.htmx:
            return pdf_part(request, space_id, pk, revision_id)
        return redirect(reverse("quotations:revision", args=[space_id, pk, revision_id]) + "#pdf")
    blob = selectors.pdf_blob(revision=revision, language=language)
    if blob is None:
        raise WrongState(_("The PDF is not made yet. Go back and look again in a moment."))
    if request.method == "GET":
        services.revision_opened(actor=request.user, quotation=found, revision=revision, how=ReceiptHow.DOWNLOADED)
    return blob_response(blob, revision.pdf_name, request=request)


@require_http_methods(["GET", "HEAD"])
def pdf_status(request: PortalRequest, space_id: UUID, pk: UUID, revision_id: UUID) -> HttpResponse:
    return pdf_part(request, space_id, pk, revision_id)


def pdf_part(request: PortalRequest, space_id: UUID, pk: UUID, revision_id: UUID) -> HttpResponse:
    found = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    revision = selectors.revision_get(person=request.user, quotation=found, pk=revision_id)
    ready = selectors.pdf_blob(revision=revision, language=request.user.language) is not None
    context = {
        "quotation": found,
        "revision": revision,
        "pdf": "ready" if ready else _job_state(request, revision),
    }
    return render(request, "quotations/_pdf.html", context)


@require_safe
def readers(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    """Giving the quotation to one more person of the own side."""
    found = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    services.require_may_share(actor=request.user, quotation=found)
    return render(request, "quotations/share.html", share_context(request, found))


def share_context(request: PortalRequest, quotation: Any, form: ShareForm | None = None) -> dict[str, Any]:
    people = selectors.people_to_share_with(person=request.user, quotation=quotation)
    return {
        "frame": frame_of(request, quotation.space_id),
        "quotation": quotation,
        "shared": selectors.shared_with(person=request.user, quotation=quotation),
        "people": people,
        "form": form or ShareForm(people=people),
    }
