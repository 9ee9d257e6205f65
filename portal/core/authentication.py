"""Who an API request comes from. Apart from `api`, because DRF loads it while loading its own views."""

from typing import Any

from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class PortalAuthentication(SessionAuthentication):
    """The person the gate found by session or token. Only a session needs the CSRF token, as pages do."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        if getattr(request._request, "by_token", False):
            return request._request.user, None
        return super().authenticate(request)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
