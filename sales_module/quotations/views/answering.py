"""Deciding, asking and answering, and who got it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.errors import InvalidInput, WrongState
from portal.people.requests import PortalRequest
from portal.ui.forms import show_errors
from sales_module.quotations import selectors, services
from sales_module.quotations.forms import (
    AcceptForm,
    AnotherWayForm,
    DeclineForm,
    SeenForm,
    ShareForm,
    ticked_options,
    to_uuid,
)
from sales_module.quotations.models import Quotation
from sales_module.quotations.policies import quotation_policy
from sales_module.quotations.validity import validity
from sales_module.quotations.views.reading import frame_of, page_context, share_context


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    if request.method != "POST":
        quotation_policy.require(request.user, "accept", quotation)
        return _decision_page(
            request, quotation, AcceptForm(initial=_seen(request, quotation)), "quotations/accept.html"
        )
    form = AcceptForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data
        try:
            services.quotation_accept(
                actor=request.user,
                quotation=quotation,
                revision_id=seen["revision"],
                content_hash=seen["content_hash"],
                name=seen["name"],
                purchase_order_number=seen["purchase_order_number"],
                options=ticked_options(request.POST),
            )
            return redirect("quotations:quotation", space_id, pk)
        except InvalidInput as error:
            show_errors(form, error)
    quotation_policy.require(request.user, "accept", quotation)
    return _decision_page(request, quotation, form, "quotations/accept.html", status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    if request.method != "POST":
        quotation_policy.require(request.user, "decline", quotation)
        return _decision_page(
            request, quotation, DeclineForm(initial=_seen(request, quotation)), "quotations/decline.html"
        )
    form = DeclineForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data
        try:
            services.quotation_decline(
                actor=request.user,
                quotation=quotation,
                revision_id=seen["revision"],
                content_hash=seen["content_hash"],
                name=seen["name"],
                reason=seen["reason"],
            )
            return redirect("quotations:quotation", space_id, pk)
        except InvalidInput as error:
            show_errors(form, error)
    quotation_policy.require(request.user, "decline", quotation)
    return _decision_page(request, quotation, form, "quotations/decline.html", status=422)


def _seen(request: PortalRequest, quotation: Quotation) -> dict[str, Any]:
    current = quotation.current
    if current is None:
        raise WrongState
    return {"revision": current.pk, "content_hash": current.content_hash, "name": request.user.name}


def _decision_page(
    request: PortalRequest, quotation: Quotation, form: SeenForm, template: str, status: int = 200
) -> HttpResponse:
    """The revision and totals the decision will be about, and who will be told."""
    ticked = ticked_options(request.POST or request.GET)
    page = selectors.quotation_page(person=request.user, pk=quotation.pk, ticked=ticked)
    context = {
        "frame": frame_of(request, quotation.space_id),
        "page": page,
        "quotation": page.quotation,
        "revision": page.revision,
        "validity": validity(page.revision),
        "form": form,
        "chosen": [view for view in page.lines if view.ticked],
    }
    return render(request, template, context, status=status)


@require_POST
def ask(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    line_key = to_uuid(request.POST.get("line_key", ""))
    text = request.POST.get("text", "")
    try:
        if line_key is None:
            raise InvalidInput(_("Choose a line."))
        services.question_ask(actor=request.user, quotation=quotation, line_key=line_key, text=text)
    except InvalidInput as error:
        kept = {"line_key": line_key, "text": text, "error": _first(error)}
        return _page_again(request, quotation, asking=kept)
    return redirect(_page_url(quotation) + f"#line-{line_key}")


@require_POST
def answer(request: PortalRequest, space_id: UUID, pk: UUID, question_id: UUID) -> HttpResponse:
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    text = request.POST.get("text", "")
    try:
        question = services.question_answer(actor=request.user, quotation=quotation, question_id=question_id, text=text)
    except InvalidInput as error:
        kept = {"question": question_id, "text": text, "error": _first(error)}
        return _page_again(request, quotation, answering=kept)
    return redirect(_page_url(quotation) + f"#line-{question.line_key}")


def _page_again(request: PortalRequest, quotation: Quotation, **kept: Any) -> HttpResponse:
    """The quotation with what was typed and what was wrong with it."""
    page = selectors.quotation_page(person=request.user, pk=quotation.pk, language=request.user.language)
    return render(request, "quotations/quotation.html", page_context(request, page, **kept), status=422)


@require_POST
def another_way(request: PortalRequest, space_id: UUID, pk: UUID, revision_id: UUID) -> HttpResponse:
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    quotation_policy.require(request.user, "note_other_way", quotation)
    form = AnotherWayForm(request.POST, people=selectors.customer_readers(quotation))
    if form.is_valid():
        services.sent_another_way(
            actor=request.user,
            quotation=quotation,
            revision_id=revision_id,
            person_id=form.chosen.pk,
            channel=form.cleaned_data["channel"],
            on=form.cleaned_data["on"],
        )
        return redirect(reverse("quotations:revision", args=[space_id, pk, revision_id]) + "#readers")
    page = selectors.quotation_page(person=request.user, pk=pk, revision_id=revision_id, language=request.user.language)
    return render(request, "quotations/quotation.html", page_context(request, page, another_way=form), status=422)


@require_POST
def share(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    """Gives the quotation to one more person of the own side, or takes it back."""
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    back = request.POST.get("do") == "take_back"
    shared = selectors.shared_with(person=request.user, quotation=quotation)
    people = shared if back else selectors.people_to_share_with(person=request.user, quotation=quotation)
    form = ShareForm(request.POST, people=people)
    if not form.is_valid():
        services.require_may_share(actor=request.user, quotation=quotation)
        return render(request, "quotations/share.html", share_context(request, quotation, form), status=422)
    change = services.quotation_take_back if back else services.quotation_share
    change(actor=request.user, quotation=quotation, person=form.chosen)
    messages.success(request, _("Saved."))
    return redirect("quotations:readers", space_id, pk)


def _first(error: InvalidInput) -> str:
    return next((str(found[0]) for found in error.fields.values()), str(error.message))


def _page_url(quotation: Quotation) -> str:
    return reverse("quotations:quotation", args=[quotation.space_id, quotation.pk])
