"""The people of a space: the same pages in projects, plans and accounts, each under its own address."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.errors import Forbidden, InvalidInput, NotVisible, StaleVersion
from portal.people.requests import PortalRequest
from portal.spaces import selectors, services
from portal.spaces.choices import Side, SpaceKind
from portal.spaces.forms import AddForm, ChangeForm
from portal.spaces.models import Participant, Role
from portal.spaces.policies import participant_policy
from portal.spaces.registry import takes_side
from portal.spaces.selectors import SpaceFrame
from portal.ui.forms import show_errors, take_version

Form = require_http_methods(["GET", "HEAD", "POST"])
PLACES = {
    SpaceKind.PROJECT: gettext_lazy("Projects"),
    SpaceKind.PLAN: gettext_lazy("Plans"),
    SpaceKind.ACCOUNT: gettext_lazy("Customers"),
}


@require_safe
def people(request: PortalRequest, space_id: UUID, kind: SpaceKind) -> HttpResponse:
    frame = _frame(request, space_id, kind)
    seats = selectors.seats(person=request.user, space_id=space_id)
    context = _context(frame, kind) | {
        "sides": [(_company(frame, side), seats[side]) for side in _own_first(frame) if takes_side(frame.space, side)],
        "may_add": any(_roles(request, frame).values()),
    }
    return render(request, "spaces/people.html", context)


@Form
def people_add(request: PortalRequest, space_id: UUID, kind: SpaceKind) -> HttpResponse:
    frame = _frame(request, space_id, kind)
    roles = _roles(request, frame)
    if not any(roles.values()):
        raise Forbidden(_("Your role does not bring people in. Ask the key contact."))
    form = AddForm(
        request.POST or None,
        people=selectors.people_to_add(person=request.user, space_id=space_id),
        roles=roles,
        companies=selectors.companies_of(person=request.user, space=frame.space),
        names={side: _company(frame, side) for side in Side},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _bring_in(request, space_id, form)
            messages.success(request, _("The person takes part now and is told by mail."))
            return redirect(f"spaces:{kind.value}_people", space_id)
        except InvalidInput as error:
            show_errors(form, error)
    context = _context(frame, kind) | {"form": form, "words": _words(roles)}
    return render(request, "spaces/people_add.html", context, status=422 if form.is_bound else 200)


@Form
def person_change(request: PortalRequest, space_id: UUID, pk: UUID, kind: SpaceKind) -> HttpResponse:
    frame, seat = _seat(request, space_id, pk, kind)
    participant_policy.require(request.user, "change", seat)
    roles = selectors.roles_to_give(person=request.user, space_id=space_id, side=Side(seat.side))
    initial = {
        "version": seat.version,
        "role": seat.role_id,
        "shown_to_other_side": seat.shown_to_other_side,
        "key_contact": seat.key_contact,
    }
    form, status = ChangeForm(request.POST or None, initial=initial, roles=roles), 200
    if form.is_bound:
        status = 422
    if request.method == "POST" and form.is_valid():
        try:
            services.participant_change(actor=request.user, participant=seat, **form.values())
            return redirect(f"spaces:{kind.value}_people", space_id)
        except InvalidInput as error:
            show_errors(form, error)
        except StaleVersion as error:
            take_version(form, error.current.version)
            form.add_error(None, _("Somebody changed this person's role meanwhile. Look at it and save again."))
            status = 412
    context = _context(frame, kind) | {"seat": seat, "form": form, "words": _words({Side(seat.side): roles})}
    return render(request, "spaces/person_change.html", context, status=status)


@Form
def person_end(request: PortalRequest, space_id: UUID, pk: UUID, kind: SpaceKind) -> HttpResponse:
    frame, seat = _seat(request, space_id, pk, kind)
    participant_policy.require(request.user, "end", seat)
    context = _context(frame, kind) | {"seat": seat}
    if request.method == "POST":
        try:
            services.participant_end(actor=request.user, participant=seat)
        except InvalidInput as error:
            return render(request, "spaces/person_end.html", context | {"error": error.message}, status=422)
        messages.success(request, _("Access is ended."))
        if seat.person_id == request.user.pk:
            return redirect("home:home")
        return redirect(f"spaces:{kind.value}_people", space_id)
    return render(request, "spaces/person_end.html", context)


# --- pieces ----------------------------------------------------------------------------------------------------------


def _frame(request: PortalRequest, space_id: UUID, kind: SpaceKind) -> SpaceFrame:
    frame = selectors.space_frame(
        person=request.user, space_id=space_id, kind=kind, current=f"spaces:{kind.value}_people"
    )
    if not frame.reads:
        raise NotVisible
    return frame


def _context(frame: SpaceFrame, kind: SpaceKind) -> dict[str, object]:
    people_url = reverse(f"spaces:{kind.value}_people", args=[frame.space.pk])
    return {"frame": frame, "kind": kind.value, "list_name": PLACES[kind], "people_url": people_url}


def _seat(request: PortalRequest, space_id: UUID, pk: UUID, kind: SpaceKind) -> tuple[SpaceFrame, Participant]:
    frame = _frame(request, space_id, kind)
    return frame, selectors.participant_get(person=request.user, pk=pk, space_id=space_id)


def _bring_in(request: PortalRequest, space_id: UUID, form: AddForm) -> None:
    cleaned = form.cleaned_data
    if cleaned["person"]:
        person = form.people[cleaned["person"]]
        services.participant_add(actor=request.user, space_id=space_id, person=person, **form.values())
        return
    services.participant_invite(
        actor=request.user,
        space_id=space_id,
        email=cleaned["email"],
        name=cleaned["name"],
        home=form.companies[cleaned["home"]],
        **form.values(),
    )


def _roles(request: PortalRequest, frame: SpaceFrame) -> dict[Side, list[Role]]:
    return {
        side: selectors.roles_to_give(person=request.user, space_id=frame.space.pk, side=side)
        for side in _own_first(frame)
        if takes_side(frame.space, side)
    }


def _words(roles: dict[Side, list[Role]]) -> list[tuple[Role, object]]:
    """Each role once, with what it may do."""
    every = {role.code: role for offered in roles.values() for role in offered}
    return [(role, selectors.role_words(role)) for role in every.values()]


def _own_first(frame: SpaceFrame) -> list[Side]:
    return [frame.rights.side, frame.rights.side.other]


def _company(frame: SpaceFrame, side: Side) -> str:
    company = frame.space.supplier if side == Side.SUPPLIER else frame.space.customer
    return company.name if company else str(side.label)
