"""In front of the sign-in: the only pages strangers see."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.core.errors import InvalidInput, NotVisible, TooMany
from portal.people import selectors, services
from portal.people.choices import Language
from portal.people.forms import InvitationForm, ResetForm, SignInForm
from portal.people.next import safe_next
from portal.ui.forms import show_errors

YEAR = 365 * 24 * 3600


def address_of(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; in demo mode also one button per person of the cast."""
    target = safe_next(request, request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                values = form.cleaned_data
                person = services.sign_in_try(
                    email=values["email"], password=values["password"], address=address_of(request)
                )
                login(request, person)
                return redirect(target)
        except InvalidInput as error:
            show_errors(form, error)
        except TooMany as error:
            return _wait(request, "people/sign_in.html", form, error, next=target)
    context = {"form": form, "next": target, "demo": selectors.demo_sign_ins(), "password": selectors.DEMO_PASSWORD}
    return render(request, "people/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("people:sign_in")


@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Asks for a mail with a link; what is answered never tells whether the address is known."""
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reset_ask(email=form.cleaned_data["email"], address=address_of(request))
        except TooMany as error:
            return _wait(request, "people/reset.html", form, error)
        return render(request, "people/reset_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "people/reset.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Sets a name and a password; only the POST uses the link up."""
    try:
        person = services.invitation_open(secret)
    except NotVisible:
        return render(request, "people/invitation_over.html", status=404)
    form = InvitationForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            person = services.invitation_spend(secret=secret, name=values["name"], password=values["password"])
        except InvalidInput as error:
            show_errors(form, error)
        else:
            logout(request)
            login(request, person)
            return redirect("/")
    status = 422 if form.is_bound else 200
    return render(request, "people/invitation.html", {"form": form, "person": person}, status=status)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language of the pages: kept with the person, before sign-in in a cookie."""
    chosen = request.POST.get("language", "")
    response = redirect(safe_next(request, request.POST.get("next")))
    if chosen not in Language.values:
        return response
    if request.user.is_authenticated:
        services.language_choose(actor=request.user, language=chosen)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


@require_GET
def support(request: HttpRequest) -> HttpResponse:
    return render(request, "people/support.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "people/privacy.html")


def _wait(request: HttpRequest, template: str, form: object, error: TooMany, **more: object) -> HttpResponse:
    minutes = -(-error.retry_after // 60)
    context = {"form": form, "wait": minutes, **more}
    response = render(request, template, context, status=429)
    response["Retry-After"] = str(error.retry_after)
    return response
