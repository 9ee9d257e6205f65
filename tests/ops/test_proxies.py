"""Only named proxies are believed about address and scheme."""

import asyncio
from typing import Any

import pytest

from portal.servers import asgi, wsgi
from portal.servers.proxies import TrustedProxies

PROXIES = TrustedProxies(["10.0.0.0/8", "fd00::/8"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
        ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "1.2.3.4, 10.0.0.7", "1.2.3.4"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "rubbish", "10.0.0.1"),
        ("10.0.0.1", "rubbish, 1.2.3.4", "1.2.3.4"),
        ("::ffff:10.0.0.1", "2001:db8::5", "2001:db8::5"),
        ("", "1.2.3.4", ""),
    ],
)
def test_client(peer: str, forwarded: str, client: str) -> None:
    assert PROXIES.client(peer, forwarded) == client


def test_unix_socket_is_trusted_only_when_named() -> None:
    assert TrustedProxies(["unix"]).client("", "1.2.3.4") == "1.2.3.4"
    assert TrustedProxies([]).client("", "1.2.3.4") == ""


def through_wsgi(peer: str) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.update(environ)
        return []

    environ = {
        "REMOTE_ADDR": peer,
        "wsgi.url_scheme": "http",
        "HTTP_X_FORWARDED_FOR": "1.2.3.4",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_HOST": "evil.example",
    }
    wsgi.proxied(application, PROXIES)(environ, lambda *_: None)  # type: ignore[arg-type,return-value]
    return seen


def through_asgi(peer: str, kind: str = "http") -> dict[str, Any]:
    seen: dict[str, Any] = {}

    async def application(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope)

    scope = {
        "type": kind,
        "scheme": "http" if kind == "http" else "ws",
        "client": (peer, 4711),
        "headers": [
            (b"X-Forwarded-For", b"1.2.3.4"),
            (b"x-forwarded-proto", b"https"),
            (b"x-forwarded-host", b"evil.example"),
            (b"host", b"localhost"),
        ],
    }
    asyncio.run(asgi.proxied(application, PROXIES)(scope, None, None))
    return seen


def test_wsgi_trusted() -> None:
    seen = through_wsgi("10.0.0.1")
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("1.2.3.4", "https")


def test_wsgi_stranger() -> None:
    seen = through_wsgi("203.0.113.9")
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("203.0.113.9", "http")


@pytest.mark.parametrize("peer", ["10.0.0.1", "203.0.113.9"])
def test_forwarded_headers_never_reach_django(peer: str) -> None:
    assert not [name for name in through_wsgi(peer) if "FORWARDED" in name]
    assert [name for name, _ in through_asgi(peer)["headers"]] == [b"host"]


def test_asgi_trusted() -> None:
    seen = through_asgi("10.0.0.1")
    assert (seen["client"][0], seen["scheme"]) == ("1.2.3.4", "https")
    assert through_asgi("10.0.0.1", "websocket")["scheme"] == "wss"


def test_asgi_stranger() -> None:
    seen = through_asgi("203.0.113.9")
    assert (seen["client"][0], seen["scheme"]) == ("203.0.113.9", "http")
