from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coop_plan.plans import pdf as papers
from coop_plan.plans import selectors, services
from documents.files import blob_response
from portal.jobs.selectors import job_of
from portal.people.requests import PortalRequest
from portal.spaces.selectors import space_frame


@require_http_methods(["GET", "POST"])
def pdf(request: PortalRequest, plan_id: UUID) -> HttpResponse:
    """Asks for the PDF of the plan as it is now, and shows how far it is."""
    plan = selectors.plan_get(person=request.user, pk=plan_id)
    key = papers.printed(plan=plan).key(request.user.language)
    ready = papers.pdf_of(key=key)
    if request.method == "POST":
        if ready is not None:
            return redirect("plans:pdf_file", plan_id=plan_id, pk=ready.pk)
        services.pdf_ask(actor=request.user, plan=plan, key=key)
        return redirect("plans:pdf", plan_id=plan_id)
    context: dict[str, object] = {"plan": plan, "ready": ready, "job": job_of(key=key)}
    if request.htmx:
        return render(request, "plans/_pdf_state.html", context)
    context["frame"] = space_frame(person=request.user, space_id=plan_id)
    return render(request, "plans/plan_pdf.html", context)


@require_safe
def pdf_file(request: PortalRequest, plan_id: UUID, pk: UUID) -> HttpResponseBase:
    """The finished file. Its receipt is written before the first byte."""
    found = papers.pdf_get(person=request.user, plan_id=plan_id, pk=pk)
    services.pdf_downloaded(actor=request.user, pdf=found)
    return blob_response(found.blob, papers.file_name(found.plan, found.created), request=request)
