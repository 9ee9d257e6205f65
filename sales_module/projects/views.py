"""Pages of projects: the list, a new one, the room, and the record of phases and agreements."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.selectors import classes_to_add
from portal.access.rights import rights_everywhere
from portal.core.errors import Forbidden, InvalidInput, NotVisible, StaleVersion
from portal.people.requests import PortalRequest
from portal.spaces.choices import SpaceKind
from portal.spaces.selectors import SpaceFrame, space_frame
from portal.ui.forms import show_errors, take_version
from sales_module.projects import selectors, services
from sales_module.projects.choices import Outcome, Phase
from sales_module.projects.forms import (
    AgreementForm,
    CloseForm,
    DetailsForm,
    GatesForm,
    MoveForm,
    ProjectForm,
)
from sales_module.projects.models import Project
from sales_module.projects.policies import may_create, project_policy

Form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def project_list(request: PortalRequest) -> HttpResponse:
    phase = request.GET.get("phase", "")
    phase = phase if phase in Phase.values else ""
    page = selectors.project_page(person=request.user, phase=phase, number=_page_number(request))
    context = {
        "page": page,
        "phase": phase,
        "filters": _phase_filters(phase),
        "may_create": may_create(request.user),
        "previous_url": _page_url(phase, page.number - 1) if page.number > 1 else "",
        "next_url": _page_url(phase, page.number + 1) if page.has_next else "",
    }
    return render(request, "projects/project_list.html", context)


@Form
def project_new(request: PortalRequest) -> HttpResponse:
    """First the customer is chosen from the list, then the project is named."""
    if not may_create(request.user):
        raise Forbidden(_("Only the supplier's sellers start projects."))
    text = request.GET.get("q", "")[:100]
    chosen = request.POST.get("customer") or request.GET.get("customer", "")
    if not chosen:
        found = selectors.customer_search(person=request.user, text=text)
        return render(request, "projects/project_new_customer.html", {"customers": found, "text": text})
    form = ProjectForm(request.POST or None, initial={"customer": chosen})
    customer = selectors.customer_get(person=request.user, pk=_uuid(chosen))
    if request.method == "POST" and form.is_valid():
        try:
            project = services.project_create(
                actor=request.user,
                customer_id=customer.pk,
                code_name=form.cleaned_data["code_name"],
                name=form.cleaned_data["name"],
                description=form.cleaned_data["description"],
            )
            return redirect("projects:room", project.pk)
        except InvalidInput as error:
            show_errors(form, error)
    context = {"form": form, "customer": customer}
    return render(request, "projects/project_new.html", context, status=422 if form.is_bound else 200)


@require_safe
def room(request: PortalRequest, space_id: UUID) -> HttpResponse:
    rights_everywhere(request.user)  # once for all that follows
    project = selectors.project_get(person=request.user, pk=space_id)
    frame = _frame(request, project, "projects:room")
    if not frame.reads:
        return render(request, "projects/project_room_closed.html", {"frame": frame})
    context = {
        "frame": frame,
        "project": project,
        "room": selectors.project_room(person=request.user, project=project),
        "may_add": bool(classes_to_add(frame.rights)),
        "own_side": frame.rights.side,
        "now": timezone.now(),
    }
    return render(request, "projects/project_room.html", context)


@Form
def record(request: PortalRequest, space_id: UUID) -> HttpResponse:
    """Phases, gates, agreement, secrecy: readable for everybody, changed by those who steer. POST changes the words."""
    project = selectors.project_read(person=request.user, pk=space_id)
    form = DetailsForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            services.project_change(actor=request.user, project=project, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("projects:record", space_id)
        except StaleVersion as error:
            fields = [
                {"name": name, "label": form.fields[name].label, "mine": form.cleaned_data[name], "theirs": theirs}
                for name in ("name", "description")
                if (theirs := getattr(error.current, name)) != form.cleaned_data[name]
            ]
            same = {n: form.cleaned_data[n] for n in ("name", "description") if n not in {f["name"] for f in fields}}
            context = {"project": error.current, "conflict": fields, "same": same, "frame": _frame(request, project)}
            return render(request, "projects/project_conflict.html", context, status=412)
    return _record_page(request, project, {"details": form} if form is not None else {})


@require_POST
def gates(request: PortalRequest, space_id: UUID) -> HttpResponse:
    project = selectors.project_read(person=request.user, pk=space_id)
    project_policy.require(request.user, "plan_gates", project)
    form = GatesForm(request.POST)
    if form.is_valid():
        try:
            services.gates_plan(
                actor=request.user, project=project, version=form.cleaned_data["version"], dates=form.dates()
            )
            messages.success(request, _("Saved."))
            return redirect("projects:record", space_id)
        except InvalidInput as error:
            show_errors(form, error)
        except StaleVersion as error:
            take_version(form, error.current.version)
            form.add_error(None, _("Somebody changed the project meanwhile. Look at the dates and save again."))
            return _record_page(request, project, {"gates": form}, status=412)
    return _record_page(request, project, {"gates": form})


@require_POST
def move(request: PortalRequest, space_id: UUID) -> HttpResponse:
    project = selectors.project_read(person=request.user, pk=space_id)
    project_policy.require(request.user, "pass_gate", project)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _record_page(request, project, {"move": form})
    services.project_move(
        actor=request.user, project=project, seen=form.cleaned_data["seen"], phase=form.cleaned_data["phase"]
    )
    return redirect("projects:record", space_id)


@require_POST
def close(request: PortalRequest, space_id: UUID) -> HttpResponse:
    project = selectors.project_read(person=request.user, pk=space_id)
    project_policy.require(request.user, "close", project)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _record_page(request, project, {"close": form})
    services.project_close(actor=request.user, project=project, outcome=Outcome(form.cleaned_data["outcome"]))
    return redirect("projects:record", space_id)


@require_POST
def reopen(request: PortalRequest, space_id: UUID) -> HttpResponse:
    project = selectors.project_read(person=request.user, pk=space_id)
    services.project_reopen(actor=request.user, project=project)
    return redirect("projects:record", space_id)


@require_POST
def agreement(request: PortalRequest, space_id: UUID) -> HttpResponse:
    project = selectors.project_read(person=request.user, pk=space_id)
    project_policy.require(request.user, "record_agreement", project)
    form = AgreementForm(request.POST)
    if form.is_valid():
        try:
            services.agreement_record(actor=request.user, project=project, **form.cleaned_data)
            messages.success(request, _("Recorded. Both sides see it."))
            return redirect("projects:record", space_id)
        except InvalidInput as error:
            show_errors(form, error)
    return _record_page(request, project, {"agreement": form})


@require_POST
def agreement_withdraw(request: PortalRequest, space_id: UUID) -> HttpResponse:
    project = selectors.project_read(person=request.user, pk=space_id)
    services.agreement_withdraw(actor=request.user, project=project)
    return redirect("projects:record", space_id)


@require_POST
def release(request: PortalRequest, space_id: UUID) -> HttpResponse:
    project = selectors.project_read(person=request.user, pk=space_id)
    services.secrecy_release(actor=request.user, project=project)
    return redirect("projects:record", space_id)


# --- pieces ----------------------------------------------------------------------------------------------------------


def _frame(request: PortalRequest, project: Project, current: str = "") -> SpaceFrame:
    return space_frame(
        person=request.user, space_id=project.pk, kind=SpaceKind.PROJECT, current=current, space=project.space
    )


def _record_page(request: PortalRequest, project: Project, bound: dict[str, Any], status: int = 422) -> HttpResponse:
    """The record with the forms this person may use; a refused one comes back as it was sent."""
    steps = selectors.phase_line(project)
    version = {"version": project.version}
    planned = {step.phase.value: step.planned_on for step in steps}
    forms = {
        "details": DetailsForm(initial={"name": project.name, "description": project.description} | version),
        "gates": GatesForm(initial=planned | version),
        "move": MoveForm(initial={"seen": project.phase, "phase": project.phase}),
        "close": CloseForm(),
        "agreement": AgreementForm(),
    }
    context = {
        "frame": _frame(request, project),
        "project": project,
        "steps": steps,
        "agreements": selectors.agreements_of(project),
        "abilities": project_policy.abilities(request.user, project),
        "forms": forms | bound,
    }
    return render(request, "projects/project_record.html", context, status=status if bound else 200)


def _phase_filters(current: str) -> list[dict[str, Any]]:
    every = [{"name": _("All"), "url": "?", "current": not current}]
    return every + [{"name": p.label, "url": f"?phase={p.value}", "current": p.value == current} for p in Phase]


def _page_number(request: PortalRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _page_url(phase: str, number: int) -> str:
    return f"?phase={phase}&page={number}" if phase else f"?page={number}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotVisible from None
