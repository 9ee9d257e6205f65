"""Editing a plan row by row: a part inside the plan's page, or a page of its own without JavaScript."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop_plan.plans import history, selectors, services
from coop_plan.plans.activities import row_url
from coop_plan.plans.choices import RowKind
from coop_plan.plans.forms import RowForm, SettingsForm, VisionForm, objective_choices, plan_form, row_form
from coop_plan.plans.models import CoopPlan
from coop_plan.plans.policies import ROW_POLICIES, plan_policy
from coop_plan.plans.texts import AnyRow
from portal.core.errors import InvalidInput, NotVisible, StaleVersion
from portal.people.requests import PortalRequest
from portal.ui.forms import show_errors

Save = Callable[[RowForm], Any]


@require_http_methods(["GET", "POST"])
def vision(request: PortalRequest, plan_id: UUID) -> HttpResponse:
    plan = selectors.plan_get(person=request.user, pk=plan_id)
    plan_policy.require(request.user, "write", plan)
    return _edit_plan(request, plan, VisionForm)


@require_http_methods(["GET", "POST"])
def settings(request: PortalRequest, plan_id: UUID) -> HttpResponse:
    plan = selectors.plan_get(person=request.user, pk=plan_id)
    plan_policy.require(request.user, "arrange", plan)
    return _edit_plan(request, plan, SettingsForm)


def _edit_plan(request: PortalRequest, plan: CoopPlan, form_class: type[RowForm]) -> HttpResponse:
    form = plan_form(form_class, request.POST or None, plan)

    def save(form: RowForm) -> None:
        services.plan_change(actor=request.user, plan=plan, version=form.seen_version, values=form.values)

    return _edit(request, plan, form, save)


@require_http_methods(["GET", "POST"])
def row_add(request: PortalRequest, plan_id: UUID, kind: str) -> HttpResponse:
    """A new row. The page offers actions a short form of their own."""
    plan = selectors.plan_get(person=request.user, pk=plan_id)
    plan_policy.require(request.user, "write", plan)
    form = row_form(_known(kind), request.POST or None, **_choices(request, plan_id, kind))
    if kind == RowKind.STATEMENT and "kind" in request.GET:
        form.initial["kind"] = request.GET["kind"]
    if request.method == "POST" and form.is_valid():
        try:
            row = services.row_add(actor=request.user, plan=plan, kind=RowKind(kind), values=form.values)
        except InvalidInput as error:
            show_errors(form, error)
        else:
            return redirect(row_url(row))
    context = {"plan": plan, "kind": kind, "form": form}
    return render(request, "plans/row_add.html", context, status=422 if form.is_bound else 200)


@require_safe
def row(request: PortalRequest, plan_id: UUID, kind: str, pk: UUID) -> HttpResponse:
    """One row as it is, when an edit in place is given up."""
    found = selectors.row_get(person=request.user, plan_id=plan_id, kind=kind, pk=pk)
    if not request.htmx:
        return redirect(row_url(found))
    view = selectors.row_view(person=request.user, row=found)
    return render(request, f"plans/_{found.row_kind.replace('-', '_')}.html", {"view": view, "plan": found.plan})


@require_http_methods(["GET", "POST"])
def row_edit(request: PortalRequest, plan_id: UUID, kind: str, pk: UUID) -> HttpResponse:
    found = selectors.row_get(person=request.user, plan_id=plan_id, kind=kind, pk=pk)
    ROW_POLICIES[found.row_kind].require(request.user, "edit", found)
    form = row_form(kind, request.POST or None, row=found, **_choices(request, plan_id, kind))

    def save(form: RowForm) -> None:
        services.row_change(actor=request.user, row=found, version=form.seen_version, values=form.values)

    return _edit(request, found, form, save)


def _edit(request: PortalRequest, found: AnyRow, form: RowForm, save: Save) -> HttpResponse:
    """The form of a row; saved, refused, or both texts when somebody else saved first."""
    is_plan = isinstance(found, CoopPlan)
    plan: Any = found if isinstance(found, CoopPlan) else found.plan
    back = reverse("plans:detail", args=[plan.pk]) if is_plan else row_url(found)
    context = {"plan": plan, "row": found, "kind": found.row_kind, "form": form, "back": back, "address": request.path}
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except StaleVersion as stale:
            return _both_texts(request, stale.current, form, context)
        except InvalidInput as error:
            show_errors(form, error)
        else:
            return redirect(back)
    template = "plans/_row_form.html" if request.htmx and not is_plan else "plans/row_form.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _both_texts(request: PortalRequest, current: AnyRow, form: RowForm, context: dict[str, Any]) -> HttpResponse:
    """Nothing was written: the reader chooses field by field, or writes a third text, on top of the newer version."""
    found = history.conflict(person=request.user, row=current, version=form.seen_version, mine=form.texts)
    merge = type(form)(initial={**found.merged, "version": current.version}, auto_id="id_merge_%s", **form.options)
    context |= {"conflict": found, "version": current.version, "merge": merge}
    return render(request, "plans/row_conflict.html", context, status=412)


@require_POST
def row_remove(request: PortalRequest, plan_id: UUID, kind: str, pk: UUID) -> HttpResponse:
    """Takes the row out; the plan's page then offers to bring it back."""
    found = selectors.row_get(person=request.user, plan_id=plan_id, kind=kind, pk=pk)
    version = request.POST.get("version", "")
    try:
        services.row_remove(actor=request.user, row=found, version=int(version) if version.isdigit() else 0)
    except StaleVersion as stale:
        context = {"plan": found.plan, "row": stale.current, "kind": kind, "back": row_url(found)}
        return render(request, "plans/row_remove.html", context, status=412)
    return redirect(f"{reverse('plans:detail', args=[plan_id])}?removed={kind}:{pk}")


@require_POST
def row_restore(request: PortalRequest, plan_id: UUID, kind: str, pk: UUID) -> HttpResponse:
    found = selectors.row_get(person=request.user, plan_id=plan_id, kind=kind, pk=pk)
    services.row_restore(actor=request.user, row=found)
    messages.success(request, _("It is back in the plan."))
    return redirect(row_url(found))


@require_safe
def row_history(request: PortalRequest, plan_id: UUID, kind: str, pk: UUID) -> HttpResponse:
    """Everything that was ever written in this row, and by whom."""
    found = selectors.row_or_plan(person=request.user, plan_id=plan_id, kind=kind, pk=pk)
    plan = found if isinstance(found, CoopPlan) else found.plan
    changes = history.history(person=request.user, row=found)
    return render(request, "plans/row_history.html", {"plan": plan, "row": found, "kind": kind, "changes": changes})


def _known(kind: str) -> str:
    if kind not in ROW_POLICIES:
        raise NotVisible
    return kind


def _choices(request: PortalRequest, plan_id: UUID, kind: str) -> dict[str, Any]:
    """What an action's form offers: everybody taking part, and the plan's objectives."""
    if kind != RowKind.ACTION:
        return {}
    objectives = selectors.row_list(person=request.user, plan_id=plan_id, kind=RowKind.OBJECTIVE)
    return {
        "owners": selectors.owners(person=request.user, plan_id=plan_id),
        "objectives": objective_choices(list(objectives)),
    }
