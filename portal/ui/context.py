"""The context processor behind base.html. Everything is lazy: a part or a file answer pays nothing."""

import zoneinfo
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

import portal
from portal.ui import accent, formats, logo, nav

THEMES = ("light", "dark")


class Shell:
    """What the frame needs to know. Costs one query at most: the unread notices."""

    version = getattr(portal, "__version__", "")

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def person(self) -> Any:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def rail(self) -> tuple[nav.Entry, ...]:
        return nav.entries(self.person, self.request.path, self.counters) if self.person else ()

    @property
    def dock(self) -> tuple[nav.Entry, ...]:
        """The first three stand in the bar on a phone; the rest are behind More."""
        return self.rail[:3]

    @property
    def dock_rest(self) -> tuple[nav.Entry, ...]:
        return self.rail[3:]

    @property
    def dock_rest_current(self) -> bool:
        return any(entry.current for entry in self.rail[3:])

    @cached_property
    def me(self) -> tuple[nav.Entry, ...]:
        return nav.entries(self.person, self.request.path, self.counters, "me") if self.person else ()

    @cached_property
    def counters(self) -> nav.Counters:
        return nav.Counters(self.person)

    @property
    def notices_url(self) -> str:
        return nav.named_url("notices")

    @property
    def unread(self) -> int:
        name = nav.notices_counter()
        return self.counters[name] if name and self.person else 0

    @property
    def search_url(self) -> str:
        return nav.named_url("search")

    @property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else ""

    @property
    def narrow(self) -> bool:
        return self.request.COOKIES.get("rail") == "narrow"

    @property
    def keys_off(self) -> bool:
        return self.request.COOKIES.get("keys") == "off"

    @property
    def accent_url(self) -> str:
        return accent.url()

    @property
    def logo_url(self) -> str:
        return logo.url()

    @property
    def choose_url(self) -> str:
        return nav.url_of("ui:choose")

    @property
    def zone(self) -> str:
        return timezone.get_current_timezone_name()

    @property
    def zone_name(self) -> str:
        return formats.zone_city(zoneinfo.ZoneInfo(self.zone))

    @property
    def name(self) -> str:
        return settings.PORTAL_NAME

    @property
    def operator(self) -> str:
        return settings.PORTAL_OPERATOR

    @property
    def support_phone(self) -> str:
        return settings.PORTAL_SUPPORT_PHONE

    @property
    def support_mail(self) -> str:
        return settings.PORTAL_SUPPORT_MAIL

    @property
    def support_hours(self) -> str:
        return settings.PORTAL_SUPPORT_HOURS

    @property
    def privacy_url(self) -> str:
        return nav.url_of("people:privacy")

    @property
    def feedback_url(self) -> str:
        """The form, told on which page it was opened."""
        url = nav.url_of("help:feedback") if self.person else ""
        return f"{url}?{urlencode({'from': self.request.path})}" if url else ""

    @property
    def support_url(self) -> str:
        return nav.url_of("people:support")

    @property
    def sign_out_url(self) -> str:
        return nav.url_of("people:sign_out")

    @property
    def profile_url(self) -> str:
        return nav.url_of("people:profile")

    @property
    def language_url(self) -> str:
        return nav.url_of("people:language")

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        return tuple((code, formats.language_name(code)) for code, _name in settings.LANGUAGES)


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"shell": Shell(request)}
