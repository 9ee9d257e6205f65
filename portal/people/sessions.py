"""Server-side sessions with their person as a column, and how long they last."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal.core.ids import uuid7
from portal.core.statements import compiled
from portal.people.models import SignIn

# Ends after this long without a request that a person made, and in any case after the second.
IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
# Being there is noted once a minute, not on every request.
NOTED_EVERY = timedelta(seconds=60)

BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


class SessionStore(DatabaseStore):
    """Django's database sessions in our own table."""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def _get_session_from_db(self) -> Any:
        """The row of this key, read by a statement made once: every request begins with it."""
        found = _open_sign_in(key=self.session_key, now=timezone.now()) if self.session_key else []
        if not found:
            self._session_key = None
            return None
        return found[0]

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.person_id = data.get("_auth_user_id")
        if "id" in data:
            row.public_id, row.browser = UUID(data["id"]), data["browser"]
            row.started, row.seen = datetime.fromisoformat(data["started"]), datetime.fromisoformat(data["seen"])
        return row


@compiled
def _open_sign_in(key: str, now: datetime) -> QuerySet[SignIn]:
    return SignIn.objects.filter(session_key=key, expire_date__gt=now)


def begin(sender: object, request: HttpRequest, **kwargs: object) -> None:
    """Django's signal that somebody signed in: from here the two clocks run."""
    now = timezone.now()
    session = request.session
    session["id"], session["browser"] = str(uuid7()), browser_of(request.META.get("HTTP_USER_AGENT", ""))
    session["started"] = session["seen"] = now.isoformat()
    session.set_expiry(now + LONGEST)


def is_over(request: HttpRequest) -> bool:
    """Whether the signed-in person was away for too long."""
    seen = request.session.get("seen")
    return seen is None or timezone.now() - datetime.fromisoformat(seen) > IDLE


def note_presence(request: HttpRequest) -> None:
    """A page that asks again by itself is no sign that somebody sits in front of it."""
    if "HX-Polling" in request.headers:
        return
    now = timezone.now()
    if now - datetime.fromisoformat(request.session["seen"]) > NOTED_EVERY:
        request.session["seen"] = now.isoformat()


def browser_of(agent: str) -> str:
    """ "Firefox, Windows": enough to recognise one's own device, useless for tracking."""
    found = (next((name for token, name in names if token in agent), "") for names in (BROWSERS, SYSTEMS))
    return ", ".join(name for name in found if name)
