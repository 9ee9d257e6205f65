"""Pages of the catalogue."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.errors import InvalidInput, NotVisible, StaleVersion
from portal.people.requests import PortalRequest
from portal.ui.forms import show_errors
from sales_module.catalogue import selectors, services
from sales_module.catalogue.forms import ProductForm
from sales_module.catalogue.models import Product
from sales_module.catalogue.policies import edited_organisations, product_policy, reads_catalogue, require_editor

PAGE_SIZE = 25


@require_safe
def product_list(request: PortalRequest) -> HttpResponse:
    if not reads_catalogue(request.user):
        raise NotVisible
    search, category = request.GET.get("q", "")[:100], request.GET.get("category", "")[:80]
    products = selectors.product_list(person=request.user, search=search, category=category)
    page = Paginator(products, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "search": search,
        "category": category,
        "categories": selectors.category_list(person=request.user),
        "may_add": bool(edited_organisations(request.user)),
        "previous_url": _page_url(request, page.previous_page_number()) if page.has_previous() else "",
        "next_url": _page_url(request, page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "catalogue/product_list.html", context)


@require_safe
def product(request: PortalRequest, pk: UUID) -> HttpResponse:
    found = selectors.product_get(person=request.user, pk=pk)
    context = {"product": found, "abilities": product_policy.abilities(request.user, found)}
    return render(request, "catalogue/product.html", context)


@require_http_methods(["GET", "POST"])
def product_add(request: PortalRequest) -> HttpResponse:
    require_editor(request.user)
    form = ProductForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.product_save(
                actor=request.user, supplier=form.cleaned_data["supplier"], values=form.values()
            )
            return redirect("catalogue:product", saved.product.pk)
        except InvalidInput as error:
            show_errors(form, error)
    return render(request, "catalogue/product_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def product_edit(request: PortalRequest, pk: UUID) -> HttpResponse:
    found = selectors.product_get(person=request.user, pk=pk)
    product_policy.require(request.user, "edit", found)
    form = ProductForm(request.POST or None, instance=found, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.product_save(
                actor=request.user,
                supplier=found.supplier,
                product=found,
                version=form.cleaned_data["version"] or 0,
                values=form.values(),
            )
            return redirect("catalogue:product", found.pk)
        except InvalidInput as error:
            show_errors(form, error)
        except StaleVersion as error:
            return _conflict(request, form, error.current)
    context = {"form": form, "product": found}
    return render(request, "catalogue/product_form.html", context, status=422 if form.is_bound else 200)


def _conflict(request: PortalRequest, form: ProductForm, current: Product) -> HttpResponse:
    """Both texts of each field that differs; the others are sent along unseen."""
    theirs = ProductForm(instance=current, person=request.user)
    differing, same = [], []
    for bound in form:
        if bound.name == "version":
            continue
        mine, saved = _text(bound.value()), _text(theirs[bound.name].value())
        if mine == saved:
            same.append((bound.name, mine))
        else:
            differing.append({"name": bound.name, "label": bound.label, "mine": mine, "theirs": saved})
    context: dict[str, Any] = {"product": current, "fields": differing, "same": same}
    return render(request, "catalogue/product_conflict.html", context, status=412)


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    return _("yes") if value is True else str(value)


def _page_url(request: PortalRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{request.path}?{query.urlencode()}"
