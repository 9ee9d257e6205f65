"""The plan as a whole: list, page, beginning, history."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coop_plan.plans import history, selectors, services
from coop_plan.plans.choices import RowKind
from coop_plan.plans.forms import PlanCreateForm, objective_choices, row_form
from coop_plan.plans.selectors import Seat
from portal.core.errors import InvalidInput, NotVisible
from portal.core.paging import SIZE, page_of
from portal.home.views import after_answer
from portal.people.requests import PortalRequest
from portal.spaces.choices import Side
from portal.spaces.selectors import space_frame
from portal.ui.forms import show_errors


@require_safe
def plan_list(request: PortalRequest) -> HttpResponse:
    page = page_of(selectors.plan_list(person=request.user), request.GET)
    return render(request, "plans/plan_list.html", {"page": page})


@require_safe
def plan_detail(request: PortalRequest, plan_id: UUID) -> HttpResponse:
    page = selectors.plan_page(person=request.user, pk=plan_id)
    objectives = objective_choices([view.row for view in page.objectives])
    context = {
        "page": page,
        "plan": page.plan,
        "frame": page.frame,
        "add_action": row_form(RowKind.ACTION, None, owners=page.owners, objectives=objectives),
        "removed": _removed(request, plan_id),
    }
    response = render(request, "plans/plan_detail.html", context)
    if page.is_new_visit:
        after_answer(response, lambda: services.visit_mark(person=request.user, plan_id=plan_id))
    return response


def _removed(request: PortalRequest, plan_id: UUID) -> object:
    """The row that was just taken out, as named by the address, to offer it back."""
    kind, _colon, pk = request.GET.get("removed", "").partition(":")
    try:
        row = selectors.row_get(person=request.user, plan_id=plan_id, kind=kind, pk=UUID(pk))
    except (ValueError, NotVisible):
        return None
    return row if row.removed else None


@require_safe
def plan_history(request: PortalRequest, plan_id: UUID) -> HttpResponse:
    """All changes of the plan, the latest first."""
    plan = selectors.plan_get(person=request.user, pk=plan_id)
    asked = request.GET.get("page", "1")
    number = min(int(asked), 400) if asked.isascii() and asked.isdigit() and int(asked) > 0 else 1
    changes, more = history.plan_history(person=request.user, plan=plan, start=(number - 1) * SIZE, count=SIZE)
    context = {
        "plan": plan,
        "changes": changes,
        "previous_url": f"?page={number - 1}" if number > 1 else "",
        "next_url": f"?page={number + 1}" if more else "",
        "frame": space_frame(person=request.user, space_id=plan_id),
    }
    return render(request, "plans/plan_history.html", context)


@require_http_methods(["GET", "POST"])
def plan_create(request: PortalRequest) -> HttpResponse:
    """A new plan, started from an account: `?account=<id>`."""
    start = selectors.plan_start(person=request.user, account=request.GET.get("account", ""))
    form = PlanCreateForm(
        request.POST or None,
        team=start.team,
        contacts=start.contacts,
        team_roles=start.team_roles,
        contact_roles=start.contact_roles,
    )
    if request.method == "POST" and form.is_valid():
        chosen = {
            name: form.cleaned_data[name] for name in ("name", "code_name", "horizon_months", "agreed_by", "agreed_on")
        }
        seats = [Seat(person, Side.SUPPLIER, role) for person, role in form.chosen(form.team_fields)]
        seats += [Seat(person, Side.CUSTOMER, role) for person, role in form.chosen(form.contact_fields)]
        try:
            plan = services.plan_create(actor=request.user, account_id=start.account.pk, seats=seats, **chosen)
        except InvalidInput as error:
            show_errors(form, error)
        else:
            return redirect("plans:detail", plan_id=plan.pk)
    context = {"form": form, "account": start.account}
    return render(request, "plans/plan_create.html", context, status=422 if form.is_bound else 200)
