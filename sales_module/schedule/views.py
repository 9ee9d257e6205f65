"""Pages of the common schedule."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.errors import Forbidden, InvalidInput, NotVisible, StaleVersion, WrongState
from portal.people.requests import PortalRequest
from portal.spaces.choices import Confidentiality, SpaceKind
from portal.spaces.selectors import SpaceFrame, space_frame
from portal.ui.forms import take_version
from sales_module.schedule import selectors, services
from sales_module.schedule.calendar import calendar_file
from sales_module.schedule.choices import ItemKind, ItemState
from sales_module.schedule.forms import AgendaForm, ChangeForm, DeclineForm, OfferForm, ProposeForm
from sales_module.schedule.models import Proposal, ScheduleItem
from sales_module.schedule.policies import schedule_policy

Form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def schedule(request: PortalRequest, space_id: UUID) -> HttpResponse:
    frame = _frame(request, space_id)
    if not frame.reads:
        raise NotVisible
    with_past = "past" in request.GET
    context = {
        "frame": frame,
        "schedule": selectors.schedule(person=request.user, space_id=space_id, with_past=with_past),
        "with_past": with_past,
        "now": timezone.now(),
        "may_propose": _may_propose(request, space_id),
        "may_answer": schedule_policy.can_in_space(request.user, "answer", space_id, Confidentiality.GENERAL),
    }
    return render(request, "schedule/schedule.html", context)


@Form
def propose(request: PortalRequest, space_id: UUID) -> HttpResponse:
    frame = _frame(request, space_id)
    schedule_policy.require_in_space(request.user, "propose", space_id, Confidentiality.GENERAL)
    form = ProposeForm(request.POST or None, initial={"kind": request.GET.get("kind", ItemKind.MEETING)})
    if request.method == "POST" and form.is_valid():
        try:
            item = services.item_propose(
                actor=request.user,
                space_id=space_id,
                kind=ItemKind(form.cleaned_data["kind"]),
                title=form.cleaned_data["title"],
                agenda=form.cleaned_data["agenda"],
                offer=form.offer(),
            )
            messages.success(request, _("Proposed. The other side answers."))
            return redirect("schedule:item", space_id, item.pk)
        except InvalidInput as error:
            form.refuse(error)
    context = {"frame": frame, "form": form, "new": True}
    return render(request, "schedule/propose.html", context, status=422 if form.is_bound else 200)


@require_safe
def item(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    frame, found = _item(request, space_id, pk)
    return render(request, "schedule/item.html", _item_context(request, frame, found))


@require_POST
def accept(request: PortalRequest, space_id: UUID, pk: UUID, slot_pk: UUID) -> HttpResponse:
    _frame_, found = _item(request, space_id, pk)
    services.proposal_accept(actor=request.user, slot=selectors.slot_get(item=found, pk=slot_pk))
    messages.success(request, _("Agreed. Both sides see it in their schedule."))
    return redirect("schedule:item", space_id, pk)


@require_POST
def decline(request: PortalRequest, space_id: UUID, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    frame, found = _item(request, space_id, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        context = _item_context(request, frame, found) | {"decline_form": form}
        return render(request, "schedule/item.html", context, status=422)
    services.proposal_decline(
        actor=request.user,
        proposal=selectors.proposal_get(item=found, pk=proposal_pk),
        answer=form.cleaned_data["answer"],
    )
    messages.success(request, _("Declined. The other side is told."))
    return redirect("schedule:item", space_id, pk)


@require_POST
def withdraw(request: PortalRequest, space_id: UUID, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    _frame_, found = _item(request, space_id, pk)
    services.proposal_withdraw(actor=request.user, proposal=selectors.proposal_get(item=found, pk=proposal_pk))
    messages.success(request, _("The proposal is taken back. The other side is told."))
    return redirect("schedule:item", space_id, pk)


@Form
def counter(request: PortalRequest, space_id: UUID, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    frame, found = _item(request, space_id, pk)
    proposal = selectors.proposal_get(item=found, pk=proposal_pk)
    if request.method != "POST":
        _require_answer(request, frame, found, proposal)
    form = OfferForm(request.POST or None, initial=_offered_before(proposal))

    def save() -> None:
        services.proposal_counter(actor=request.user, proposal=proposal, offer=form.offer())

    return _offer_page(request, frame, found, form, save, proposal=proposal)


@Form
def change(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    frame, found = _item(request, space_id, pk)
    if request.method != "POST":
        schedule_policy.require(request.user, "propose", found)
    last = next(iter(found.proposals.all()), None)
    initial = {"version": found.version} | (_offered_before(last) if last else {})
    form = ChangeForm(request.POST or None, initial=initial)

    def save() -> None:
        services.change_propose(
            actor=request.user, item=found, version=form.cleaned_data["version"], offer=form.offer()
        )

    return _offer_page(request, frame, found, form, save)


@require_POST
def cancel(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    _frame_, found = _item(request, space_id, pk)
    services.item_cancel(actor=request.user, item=found, version=_version(request))
    messages.success(request, _("Cancelled. Both sides are told."))
    return redirect("schedule:item", space_id, pk)


@Form
def agenda(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    frame, found = _item(request, space_id, pk)
    if request.method != "POST":
        schedule_policy.require(request.user, "change_agenda", found)
    form = AgendaForm(request.POST or None, initial={"version": found.version, "agenda": found.agenda})
    context = {"frame": frame, "item": found, "form": form, "version": found.version}
    if request.method == "POST" and form.is_valid():
        try:
            services.agenda_change(actor=request.user, item=found, **form.cleaned_data)
            return redirect("schedule:item", space_id, pk)
        except StaleVersion as error:
            mine, theirs = form.cleaned_data["agenda"], error.current.agenda
            context["conflict"] = [{"name": "agenda", "label": _("Agenda"), "mine": mine, "theirs": theirs}]
            context["version"] = error.current.version
            return render(request, "schedule/agenda.html", context, status=412)
    return render(request, "schedule/agenda.html", context, status=422 if form.is_bound else 200)


@require_safe
def calendar(request: PortalRequest, space_id: UUID, pk: UUID) -> HttpResponse:
    _frame_, found = _item(request, space_id, pk)
    if found.starts is None or found.state not in {ItemState.AGREED, ItemState.CANCELLED}:
        raise WrongState(_("There is no agreed time yet."))
    response = HttpResponse(calendar_file(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.kind}.ics"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


# --- pieces ----------------------------------------------------------------------------------------------------------


def _frame(request: PortalRequest, space_id: UUID) -> SpaceFrame:
    return space_frame(person=request.user, space_id=space_id, kind=SpaceKind.PROJECT, current="schedule:schedule")


def _item(request: PortalRequest, space_id: UUID, pk: UUID) -> tuple[SpaceFrame, ScheduleItem]:
    frame = _frame(request, space_id)
    return frame, selectors.item_get(person=request.user, pk=pk, space_id=space_id)


def _may_propose(request: PortalRequest, space_id: UUID) -> bool:
    return schedule_policy.can_in_space(request.user, "propose", space_id, Confidentiality.GENERAL)


def _version(request: PortalRequest) -> int:
    text = request.POST.get("version", "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise InvalidInput(_("Load the page again and repeat the step."))
    return int(text)


def _require_answer(request: PortalRequest, frame: SpaceFrame, found: ScheduleItem, proposal: Proposal) -> None:
    schedule_policy.require(request.user, "answer", found)
    if proposal != selectors.open_proposal(found):
        raise WrongState
    if frame.rights.side == proposal.side:
        raise Forbidden


def _offered_before(proposal: Proposal) -> dict[str, object]:
    slots = list(proposal.slots.all())
    return {
        "zone": slots[0].zone if slots else "",
        "minutes": slots[0].minutes or 60 if slots else 60,
        "place": proposal.place,
        "video_link": proposal.video_link,
    }


def _offer_page(
    request: PortalRequest,
    frame: SpaceFrame,
    found: ScheduleItem,
    form: OfferForm,
    save: Callable[[], None],
    proposal: Proposal | None = None,
) -> HttpResponse:
    """The form for other times of an item that exists: a counter-proposal, or a change."""
    status, stale = 422 if form.is_bound else 200, False
    if request.method == "POST" and form.is_valid():
        try:
            save()
            messages.success(request, _("Proposed. The other side answers."))
            return redirect("schedule:item", frame.space.pk, found.pk)
        except InvalidInput as error:
            form.refuse(error)
        except StaleVersion as error:
            # The times are kept; what changed stands on the page above them, and sending again is a new decision.
            take_version(form, error.current.version)
            status, stale = 412, True
    context = {"frame": frame, "item": found, "form": form, "proposal": proposal, "stale": stale}
    return render(request, "schedule/propose.html", context, status=status)


def _item_context(request: PortalRequest, frame: SpaceFrame, found: ScheduleItem) -> dict[str, object]:
    proposal = selectors.open_proposal(found)
    mine = bool(found.turn) and frame.rights.side == found.turn
    return {
        "frame": frame,
        "item": found,
        "open": proposal,
        "mine": mine,
        "abilities": schedule_policy.abilities(request.user, found),
        "other": frame.space.customer if found.turn == "customer" else frame.space.supplier,
        "decline_form": DeclineForm(),
        "now": timezone.now(),
    }
