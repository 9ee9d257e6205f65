from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coop_plan.accounts import selectors, services
from coop_plan.accounts.forms import AccountOpenForm
from coop_plan.accounts.policies import sells_for
from portal.core.errors import InvalidInput
from portal.core.paging import page_of
from portal.people.requests import PortalRequest
from portal.spaces.selectors import space_frame
from portal.ui.forms import show_errors

SEARCH_LENGTH = 100


@require_safe
def account_list(request: PortalRequest) -> HttpResponse:
    search = request.GET.get("q", "")[:SEARCH_LENGTH]
    page = page_of(selectors.account_list(person=request.user, search=search), request.GET)
    context = {
        "page": page,
        "rows": selectors.account_rows(person=request.user, accounts=page.rows),
        "search": search,
        "may_open": sells_for(request.user) is not None,
    }
    return render(request, "accounts/account_list.html", context)


@require_safe
def account_detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    page = selectors.account_page(person=request.user, pk=pk)
    return render(request, "accounts/account_detail.html", {"page": page, "frame": page.frame})


@require_safe
def contact_list(request: PortalRequest, pk: UUID) -> HttpResponse:
    account = selectors.account_get(person=request.user, pk=pk)
    rows = selectors.contact_list(person=request.user, account=account)
    context = {
        "account": account,
        "page": page_of(rows, request.GET),
        "frame": space_frame(person=request.user, space_id=pk),
    }
    return render(request, "accounts/contact_list.html", context)


@require_http_methods(["GET", "POST"])
def account_open(request: PortalRequest) -> HttpResponse:
    """A seller finds the customer and opens the account with one press."""
    form: forms.Form = AccountOpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = services.account_open(actor=request.user, customer_id=form.cleaned_data["customer"])
        except InvalidInput as error:
            show_errors(form, error)
        else:
            messages.success(request, _("The account is open. You are its key account manager."))
            return redirect("accounts:detail", pk=account.pk)
    search = request.GET.get("q", "")[:SEARCH_LENGTH]
    customers = selectors.customers_to_open(person=request.user, search=search)
    context = {"form": form, "search": search, "customers": customers}
    return render(request, "accounts/account_open.html", context, status=422 if form.is_bound else 200)
