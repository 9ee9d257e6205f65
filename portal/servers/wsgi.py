"""The guards around the WSGI application."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

from django.conf import settings

from portal.servers.limits import LENGTH_REQUIRED, TOO_LARGE, body_limit
from portal.servers.proxies import TrustedProxies

FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
)


def guarded(application: WSGIApplication) -> WSGIApplication:
    return proxied(capped(application), TrustedProxies(settings.PORTAL_TRUSTED_PROXIES))


def proxied(application: WSGIApplication, proxies: TrustedProxies) -> WSGIApplication:
    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        peer = environ.get("REMOTE_ADDR", "")
        scheme = proxies.scheme(peer, environ.get("HTTP_X_FORWARDED_PROTO", ""), environ["wsgi.url_scheme"])
        client = proxies.client(peer, environ.get("HTTP_X_FORWARDED_FOR", ""))
        environ = {name: value for name, value in environ.items() if name not in FORWARDED}
        environ["wsgi.url_scheme"] = scheme
        environ["REMOTE_ADDR"] = client
        return application(environ, start_response)

    return app


def capped(application: WSGIApplication) -> WSGIApplication:
    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if not length and environ.get("HTTP_TRANSFER_ENCODING"):
            # Django under WSGI reads only as much as the length says: such a body would be taken as empty.
            return _refuse(start_response, "411 Length Required", LENGTH_REQUIRED)
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        limit = body_limit(environ["REQUEST_METHOD"], path, environ.get("CONTENT_TYPE", "").lower())
        if length.isdigit() and int(length) > limit:
            return _refuse(start_response, "413 Content Too Large", TOO_LARGE)
        return application(environ, start_response)

    return app


def _refuse(start_response: Callable[..., Any], status: str, text: bytes) -> list[bytes]:
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(text))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Connection", "close"),
    ]
    start_response(status, headers)
    return [text]
