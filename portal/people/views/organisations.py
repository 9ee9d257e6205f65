"""Organisations one may know of, and the people of one's own company."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.core.errors import InvalidInput
from portal.core.paging import page_of
from portal.people import selectors, services
from portal.people.forms import ColleagueForm, RoleForm
from portal.people.models import Organisation, Person
from portal.people.requests import PortalRequest
from portal.ui.nav import url_of


@require_GET
def organisations(request: PortalRequest) -> HttpResponse:
    """For sellers the customer list; for others the companies they work with."""
    search = request.GET.get("q", "")[:100]
    rows = selectors.organisation_list(person=request.user, search=search)
    context = {"page": page_of(rows, request.GET), "search": search}
    return render(request, "people/organisation_list.html", context)


@require_GET
def organisation(request: PortalRequest, pk: UUID) -> HttpResponse:
    found = selectors.organisation_get(person=request.user, pk=pk)
    people = selectors.organisation_people(person=request.user, organisation=found)
    context = {
        "organisation": found,
        "page": page_of(people, request.GET),
        "may_manage": selectors.may_manage_people(person=request.user, organisation=found),
        "new_project_url": _new_project_url(request.user, found),
    }
    return render(request, "people/organisation_detail.html", context)


@require_http_methods(["GET", "POST"])
def colleagues(request: PortalRequest) -> HttpResponse:
    """Everyone of the own company with their part in it, and the form to bring somebody in."""
    organisation = selectors.administered_organisation(person=request.user)
    form = ColleagueForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        services.colleague_invite(actor=request.user, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("If the address is free or of your company, an invitation is on its way."))
        return redirect("people:colleagues")
    rows = selectors.colleague_list(person=request.user, organisation=organisation)
    context = {"organisation": organisation, "page": page_of(rows, request.GET), "form": form}
    return render(request, "people/colleagues.html", context, status=422 if form.is_bound else 200)


@require_POST
def colleague_role(request: PortalRequest, pk: UUID) -> HttpResponse:
    person = selectors.colleague_get(person=request.user, pk=pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(fields={name: list(texts) for name, texts in form.errors.items()})
    services.colleague_role_set(actor=request.user, person=person, role=form.cleaned_data["role"])
    messages.success(request, _("%(name)s has the new role.") % {"name": person.shown_name})
    return redirect("people:colleagues")


@require_POST
def colleague_invite_again(request: PortalRequest, pk: UUID) -> HttpResponse:
    person = selectors.colleague_get(person=request.user, pk=pk)
    services.colleague_invite_again(actor=request.user, person=person)
    messages.success(request, _("A new link is on its way to %(name)s.") % {"name": person.shown_name})
    return redirect("people:colleagues")


@require_POST
def colleague_remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    person = selectors.colleague_get(person=request.user, pk=pk)
    services.colleague_remove(actor=request.user, person=person)
    messages.success(request, _("The access of %(name)s has ended.") % {"name": person.shown_name})
    return redirect("people:colleagues")


def _new_project_url(person: Person, customer: Organisation) -> str:
    """Where a seller begins a project with this customer; "" when projects are not installed."""
    url = url_of("projects:new")
    if not url or customer.in_supplier_group or not selectors.is_seller(person=person):
        return ""
    return f"{url}?{urlencode({'customer': customer.pk})}"
