"""Deliveries turned into one mail: kind, code name, sender, link. Nothing else leaves the portal."""

import zoneinfo
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.access.registry import policy_for
from portal.activity.models import Channel, Delivery, PersonKey
from portal.activity.registry import kind_of
from portal.notifications.calculations import message_id, one_line
from portal.people.models import Person
from portal.ui.nav import url_of


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as the mail tells it."""

    code_name: str
    sentence: str
    when: datetime
    url: str


@contextmanager
def as_reader(person: Person) -> Iterator[None]:
    """Texts and times in the person's own language and zone."""
    with translation.override(person.language), timezone.override(zoneinfo.ZoneInfo(person.time_zone)):
        yield


def line_of(delivery: Delivery, person: Person) -> Line | None:
    """What the person may be told of it now; None when they may not see its subject (any more)."""
    activity = delivery.activity
    kind = kind_of(activity.kind)
    if kind is None or not kind.mail_sentence:
        return None
    subject = kind.load(activity.subject_id)
    if subject is None or not policy_for(kind.subject).can(person, kind.action, subject):
        return None
    return Line(
        code_name=one_line(activity.space.code_name) if activity.space else "",
        sentence=one_line(str(kind.mail_sentence) % {"actor": _actor(activity.actor_key)}),
        when=activity.created,
        url=settings.PORTAL_BASE_URL + kind.url(subject),
    )


def seen_in_portal(deliveries: Sequence[Delivery]) -> set[Any]:
    """Activities whose notice the same person has already looked at: the daily mail does not repeat them."""
    seen = Delivery.objects.filter(
        person=deliveries[0].person_id,
        channel=Channel.PORTAL,
        activity__in=[d.activity_id for d in deliveries],
        seen_at__isnull=False,
    )
    return set(seen.values_list("activity_id", flat=True))


def mail_of(person: Person, lines: Sequence[Line], deliveries: Sequence[Delivery], *, daily: bool) -> Any:
    """The mail, ready to be sent. Call inside `as_reader`."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.code_name, []).append(line)
    context = {
        "person": person,
        "groups": [{"code_name": name, "lines": group} for name, group in sorted(groups.items())],
        "daily": daily,
        "portal": settings.PORTAL_NAME,
        "profile_url": settings.PORTAL_BASE_URL + url_of("people:profile"),
        "support_phone": settings.PORTAL_SUPPORT_PHONE,
        "support_mail": settings.PORTAL_SUPPORT_MAIL,
        "language": person.language,
    }
    host = urlsplit(settings.PORTAL_BASE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=one_line(f"[{settings.PORTAL_NAME}] {_heading(lines, daily)}"),
        body=render_to_string("emails/notices.txt", context),
        to=[str(person.email)],
        headers={
            "Message-ID": message_id([d.pk for d in deliveries], host),
            # Out-of-office programs do not answer such mails.
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("emails/notices.html", context), "text/html")
    return mail


def _heading(lines: Sequence[Line], daily: bool) -> str:
    names = sorted({line.code_name for line in lines if line.code_name})
    if daily:
        words = ngettext("Your day: %(count)s notice", "Your day: %(count)s notices", len(lines))
    elif len(lines) > 1:
        words = ngettext("%(count)s new notice", "%(count)s new notices", len(lines))
    else:
        words = lines[0].sentence.rstrip(".").replace("%", "%%")
    heading = words % {"count": len(lines)}
    return f"{heading}: {', '.join(names)}" if 0 < len(names) <= 3 else heading


def _actor(key: Any) -> str:
    if key is None:
        return settings.PORTAL_NAME
    named = PersonKey.objects.select_related("person").filter(key=key).first()
    return named.person.shown_name if named else _("Someone")
