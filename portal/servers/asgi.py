"""The guards around the ASGI application."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings

from portal.servers.limits import TOO_LARGE, body_limit
from portal.servers.proxies import TrustedProxies

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
# Django and its stubs spell the three with narrower containers; the protocol is the same.
Application = Callable[[Any, Any, Any], Awaitable[None]]

FORWARDED = (b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-port", b"forwarded")


class _TooLarge(Exception):
    """The stream passed its cap."""


def guarded(application: Application) -> Application:
    return proxied(capped(application), TrustedProxies(settings.PORTAL_TRUSTED_PROXIES))


def proxied(application: Application, proxies: TrustedProxies) -> Application:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"}:
            headers = [(name.lower(), value) for name, value in scope["headers"]]
            peer, port = scope.get("client") or ("", 0)
            peer = peer or ""
            forwarded_for = ",".join(value.decode("latin-1") for name, value in headers if name == b"x-forwarded-for")
            proto = b"".join(value for name, value in headers if name == b"x-forwarded-proto").decode("latin-1")
            own = {"ws": "http", "wss": "https"}.get(scope["scheme"], str(scope["scheme"]))
            scheme = proxies.scheme(peer, proto, own)
            if scope["type"] == "websocket":
                scheme = "wss" if scheme == "https" else "ws"
            client = proxies.client(peer, forwarded_for)
            scope = {
                **scope,
                "headers": [(name, value) for name, value in headers if name not in FORWARDED],
                "scheme": scheme,
                "client": (client, port) if client else None,
            }
        await application(scope, receive, send)

    return app


def capped(application: Application) -> Application:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        headers = dict(scope["headers"])
        limit = body_limit(scope["method"], scope["path"], headers.get(b"content-type", b"").decode("latin-1").lower())
        length = headers.get(b"content-length", b"")
        if length.isdigit() and int(length) > limit:
            await _refuse(send)
            return
        taken = 0
        started = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise _TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await application(scope, counted, watched)
        except _TooLarge:
            if started:
                raise
            await _refuse(send)

    return app


async def _refuse(send: Send) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(TOO_LARGE)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LARGE})
