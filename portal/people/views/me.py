"""One's own things: profile, password, sign-ins, API tokens."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.errors import InvalidInput, StaleVersion, TooMany
from portal.core.idempotency import shown_once
from portal.people import selectors, services
from portal.people.conflicts import differences
from portal.people.forms import PasswordForm, ProfileForm, TokenForm, zone_names
from portal.people.models import Person
from portal.people.requests import PortalRequest
from portal.people.views.door import address_of
from portal.ui.forms import show_errors


@require_http_methods(["GET", "POST"])
def profile(request: PortalRequest) -> HttpResponse:
    """What others see of me, my language, zone and mails."""
    if request.method == "GET":
        return _page(request, ProfileForm(instance=request.user))
    form = ProfileForm(request.POST, instance=Person.objects.get(pk=request.user.pk))
    if not form.is_valid():
        return _page(request, form, status=422)
    values = dict(form.cleaned_data)
    try:
        services.profile_update(actor=request.user, version=values.pop("version"), values=values)
    except StaleVersion as error:
        data = request.POST.copy()
        data["version"] = str(error.current.version)
        form.data = data
        conflict = differences(form, error.current)
        chosen = {field["name"] for field in conflict}
        kept = [(name, form.data.get(name, "")) for name in services.PROFILE_FIELDS if name not in chosen]
        return _page(request, form, status=412, conflict=conflict, kept=kept)
    messages.success(request, _("Saved."))
    return redirect("people:profile")


@require_http_methods(["GET", "POST"])
def password(request: PortalRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old_password"], form.cleaned_data["new_password"]
        try:
            person = services.password_change(actor=request.user, old=old, new=new, address=address_of(request))
        except InvalidInput as error:
            show_errors(form, error)
        except TooMany as error:
            form.add_error(None, str(error.message))
        else:
            login(request, person)
            messages.success(request, _("The new password is set. You are signed out everywhere else."))
            return redirect("people:profile")
    return render(request, "people/password.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def sign_in_end(request: PortalRequest, pk: UUID) -> HttpResponse:
    services.sign_in_end(actor=request.user, public_id=pk)
    messages.success(request, _("That browser is signed out."))
    return redirect("people:profile")


@require_http_methods(["GET", "POST"])
def token_create(request: PortalRequest) -> HttpResponse:
    """The answer to the POST is the only page that ever shows the secret."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token, secret = services.my_token_create(actor=request.user, **form.cleaned_data)
        return shown_once(render(request, "people/token_made.html", {"token": token, "secret": secret}))
    return render(request, "people/token_create.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def token_revoke(request: PortalRequest, pk: UUID) -> HttpResponse:
    services.my_token_revoke(actor=request.user, pk=pk)
    messages.success(request, _("The token no longer works."))
    return redirect("people:profile")


def _page(request: PortalRequest, form: ProfileForm, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "form": form,
        "zones": zone_names(),
        "sign_ins": selectors.my_sign_ins(person=request.user),
        "this_sign_in": request.session.get("id"),
        "tokens": selectors.my_tokens(person=request.user),
        **more,
    }
    return render(request, "people/profile.html", context, status=status)
