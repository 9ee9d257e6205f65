"""The supplier's pages: a new quotation, its editor, sending and withdrawing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.errors import InvalidInput, StaleVersion
from portal.people.requests import PortalRequest
from sales_module.catalogue.selectors import product_get, product_list
from sales_module.quotations import selectors, services
from sales_module.quotations.calculations import margin, sums
from sales_module.quotations.forms import DraftForm, StartForm, to_uuid
from sales_module.quotations.models import Quotation
from sales_module.quotations.policies import quotation_policy, sees_internal
from sales_module.quotations.services.sending import not_ready
from sales_module.quotations.validity import validity
from sales_module.quotations.values import LineValues, Terms, moved, without
from sales_module.quotations.views.reading import frame_of, page_context

MOST_PRODUCTS = 12


@require_http_methods(["GET", "HEAD", "POST"])
def quotation_new(request: PortalRequest, space_id: UUID) -> HttpResponse:
    quotation_policy.require_in_space(request.user, "create", space_id, "commercial")
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.quotation_create(actor=request.user, space_id=space_id, terms=Terms(**form.cleaned_data))
        return redirect("quotations:edit", space_id, made.pk)
    context = {"frame": frame_of(request, space_id), "form": form}
    return render(request, "quotations/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    quotation_policy.require(request.user, "edit", quotation)
    draft = selectors.draft_of(quotation=quotation)
    internal = sees_internal(selectors.my_rights(person=request.user, quotation=quotation))
    if request.method != "POST":
        stored = selectors.line_list(revision=draft)
        form = DraftForm.of(draft, stored, internal=internal, blank="blank" in request.GET)
        return _editor(request, quotation, form)
    form = DraftForm.posted(request.POST, internal=internal)
    try:
        if form.is_valid():
            lines = _changed(request, form)
            services.draft_save(
                actor=request.user, quotation=quotation, version=form.version, terms=form.terms.terms(), lines=lines
            )
            return _next(request, quotation, form, lines)
    except InvalidInput as error:
        form.show(error)
    except StaleVersion as error:
        return _conflict(request, quotation, form, error)
    return _editor(request, quotation, form, status=422)


def _changed(request: PortalRequest, form: DraftForm) -> list[LineValues]:
    """The lines of the form after what its button asks for: up, down, remove or product."""
    lines, key = form.lines(), to_uuid(form.target)
    if key is None:
        return lines
    if form.action == "product":
        product = product_get(person=request.user, pk=key)
        currency = form.terms.cleaned_data["currency"]
        return [*lines, services.line_of_product(actor=request.user, product=product, currency=currency)]
    if form.action == "remove":
        return without(lines, key)
    return moved(lines, key, {"up": -1, "down": 1}.get(form.action, 0))


def _next(request: PortalRequest, quotation: Quotation, form: DraftForm, lines: list[LineValues]) -> HttpResponse:
    """Where the pressed button leads after saving."""
    here = reverse("quotations:edit", args=[quotation.space_id, quotation.pk])
    if form.action in {"send", "preview"}:
        return redirect(f"quotations:{form.action}", quotation.space_id, quotation.pk)
    if form.action == "add":
        return redirect(f"{here}?blank=1#last-line")
    if form.action == "search":
        query = request.GET.copy()
        query["q"] = request.POST.get("q", "")[:100]
        return redirect(f"{here}?{query.urlencode()}#products")
    if form.action == "product":
        return redirect(f"{here}#line-{lines[-1].line_key}")
    if form.action in {"up", "down"}:
        return redirect(f"{here}#line-{form.target}")
    if form.action == "remove":
        return redirect(f"{here}#lines")
    messages.success(request, _("Saved. Only your side sees the draft."))
    return redirect(here)


def _editor(request: PortalRequest, quotation: Quotation, form: DraftForm, status: int = 200) -> HttpResponse:
    search = request.GET.get("q", "")[:100]
    frame = frame_of(request, quotation.space_id)
    context = {
        "frame": frame,
        "quotation": quotation,
        "draft": quotation.draft,
        "form": form,
        "zone": selectors.supplier_zone(),
        "search": search,
        "products": _products(request, search),
        **_sums(form, quotation),
    }
    return render(request, "quotations/edit.html", context, status=status)


def _sums(form: DraftForm, quotation: Quotation) -> dict[str, Any]:
    """Totals of what is in the form, saved or not; nothing while a number is wrong."""
    draft = quotation.draft
    if not form.is_bound:
        lines: Any = selectors.line_list(revision=draft) if draft else []
        currency = draft.currency if draft else "EUR"
    elif form.is_valid():
        lines, currency = form.lines(), form.terms.cleaned_data["currency"]
    else:
        return {"sums": None}
    try:
        found = sums(lines, currency)
        for row, line in zip(form.filled, lines, strict=False):
            row.net = line.priced.net(currency)
        kept = margin(lines, currency) if form.internal else None
    except ValueError:
        return {"sums": None}
    return {"sums": found, "currency": currency, "has_options": bool(found.options), "margin": kept}


def _products(request: PortalRequest, search: str) -> list[Any]:
    if not search:
        return []
    return list(product_list(person=request.user, search=search, with_discontinued=False)[:MOST_PRODUCTS])


@require_POST
def edit_totals(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    """The totals of what is typed so far. Writes nothing."""
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    quotation_policy.require(request.user, "edit", quotation)
    internal = sees_internal(selectors.my_rights(person=request.user, quotation=quotation))
    form = DraftForm.posted(request.POST, internal=internal)
    return render(request, "quotations/_edit_totals.html", {"form": form, "live": True, **_sums(form, quotation)})


@require_safe
def products(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    """Products to add, for the search in the editor."""
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    quotation_policy.require(request.user, "edit", quotation)
    search = request.GET.get("q", "")[:100]
    context = {"products": _products(request, search), "search": search}
    return render(request, "quotations/_products.html", context)


def _conflict(request: PortalRequest, quotation: Quotation, mine: DraftForm, error: StaleVersion) -> HttpResponse:
    """Both texts of each field that differs. Lines that only one of the two has are kept."""
    saved = error.current
    theirs = DraftForm.of(saved, selectors.line_list(revision=saved), internal=mine.internal)
    my_texts, their_texts = mine.texts(), theirs.texts()
    fields, same = [], []
    for name, (label, text) in {**their_texts, **my_texts}.items():
        other = their_texts.get(name, (label, text))[1]
        if text == other:
            same.append((name, text))
        else:
            fields.append({"name": name, "label": label, "mine": text, "theirs": other})
    keys = [row.line_key for row in theirs.rows] + [row.line_key for row in mine.filled]
    context = {
        "frame": frame_of(request, quotation.space_id),
        "quotation": quotation,
        "saved": saved,
        "fields": fields,
        "same": same,
        "keys": list(dict.fromkeys(keys)),
    }
    return render(request, "quotations/conflict.html", context, status=412)


@require_POST
def revise(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    services.new_revision(actor=request.user, quotation=quotation)
    return redirect("quotations:edit", space_id, pk)


@require_safe
def preview(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    """The draft as the customer will see it."""
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    quotation_policy.require(request.user, "edit", quotation)
    page = selectors.draft_preview(person=request.user, quotation=quotation)
    return render(request, "quotations/preview.html", page_context(request, page))


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    quotation_policy.require(request.user, "send", quotation)
    draft = selectors.draft_of(quotation=quotation)
    lines = selectors.line_list(revision=draft)
    missing, status = not_ready(draft, lines), 200
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            services.quotation_send(
                actor=request.user, quotation=quotation, version=int(version) if version.isdecimal() else 0
            )
            return redirect("quotations:quotation", space_id, pk)
        except InvalidInput as error:
            missing, status = error.fields, 422
        except StaleVersion:
            messages.warning(request, _("The draft was changed meanwhile. Look at it before you send it."))
            return redirect("quotations:preview", space_id, pk)
    context = {
        "frame": frame_of(request, space_id),
        "quotation": quotation,
        "draft": draft,
        "receivers": selectors.customer_readers(quotation),
        "missing": [message for found in missing.values() for message in found],
        "sums": sums(lines, draft.currency),
        "currency": draft.currency,
        "validity": validity(draft),
    }
    return render(request, "quotations/send.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    quotation = selectors.quotation_get(person=request.user, pk=pk, space_id=space_id)
    quotation_policy.require(request.user, "withdraw", quotation)
    if request.method == "POST":
        services.quotation_withdraw(actor=request.user, quotation=quotation)
        return redirect("quotations:quotation", space_id, pk)
    context = {
        "frame": frame_of(request, space_id),
        "quotation": quotation,
        "receivers": selectors.customer_readers(quotation),
    }
    return render(request, "quotations/withdraw.html", context)
