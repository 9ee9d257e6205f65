"""How large a request body may be, by route. Asked before Django reads, because it spools whole bodies to disk."""

import re
from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB

DEFAULT = MIB
TOO_LARGE = b"The request is too large for this address.\n"
LENGTH_REQUIRED = b"Send the length of the request body.\n"

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True)
class Route:
    path: re.Pattern[str]
    methods: frozenset[str]
    content_type: str
    """Beginning of the content type; empty for any."""
    limit: int


ROUTES = (
    # One piece of a resumable upload: 8 MiB and room for a multi-part envelope.
    Route(re.compile(rf"/api/v1/uploads/{_UUID}/"), frozenset({"PUT", "PATCH", "POST"}), "", 8 * MIB + 64 * KIB),
    # The plain form that works without JavaScript sends whole files at once.
    Route(
        re.compile(rf"/projects/{_UUID}/documents/(?:{_UUID}/)?add/"),
        frozenset({"POST"}),
        "multipart/form-data",
        64 * MIB,
    ),
)


def body_limit(method: str, path: str, content_type: str) -> int:
    for route in ROUTES:
        if method in route.methods and route.path.fullmatch(path) and content_type.startswith(route.content_type):
            return route.limit
    return DEFAULT
