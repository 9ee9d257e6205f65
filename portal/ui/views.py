"""The accent stylesheet, the choices a browser keeps, and the catalogue of parts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from portal.core.errors import NotVisible
from portal.ui import accent as accents
from portal.ui import logo as logos
from portal.ui import nav, samples

YEAR = 365 * 24 * 3600
CHOICES = {"theme": ("light", "dark", "system"), "rail": ("wide", "narrow"), "keys": ("on", "off")}


@require_GET
def accent(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(accents.stylesheet(settings.PORTAL_ACCENT), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_GET
def logo(request: HttpRequest) -> HttpResponse:
    found = logos.load()
    if found is None:
        raise NotVisible
    response = HttpResponse(found[0], content_type=found[1])
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keeps theme, rail and keys in cookies of this browser. The script does the same without a page load."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = redirect(target)
    for name, allowed in CHOICES.items():
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    if not (settings.PORTAL_DEMO or settings.DEBUG or nav.is_catalogue_reader(request)):
        raise NotVisible
    return render(request, "ui/catalogue.html", samples.context())
