"""What every API endpoint shares: problem JSON, cursor pages, `If-Match`, the signed-in person."""

from typing import Any

from django.http import Http404, HttpResponse
from rest_framework import exceptions, serializers, viewsets
from rest_framework.pagination import CursorPagination

from portal.core import denials
from portal.core.errors import DomainError, Forbidden, InvalidInput, NotVisible
from portal.core.problems import answer, problem


class CursorPages(CursorPagination):
    """Newest first by default; ids are UUIDv7, so their order is the order of making."""

    page_size = 25
    max_page_size = 100
    page_size_query_param = "page_size"
    ordering = "-pk"


class PortalViewSet(viewsets.GenericViewSet[Any]):
    """`get_queryset` is a selector (already limited to what the person may see); writes call services."""

    pagination_class = CursorPages
    lookup_value_converter = "uuid"

    def person(self) -> Any:
        return self.request.user

    def checked(self, serializer_class: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The body, validated. Raises DRF's ValidationError (answered as 422 problem JSON)."""
        serializer = serializer_class(data=self.request.data, context={"request": self.request})
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def expected_version(self) -> int:
        """The version named by `If-Match`. Raises: InvalidInput when it is missing or no version."""
        tag = self.request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
        if not (tag.isascii() and tag.isdigit() and len(tag) < 10):
            raise InvalidInput(fields={"If-Match": ['Send If-Match with the version you read, e.g. "3".']})
        return int(tag)


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Every failure of an API view as problem JSON."""
    request = context["request"]._request
    if isinstance(exc, Http404):
        exc = NotVisible()
    if isinstance(exc, DomainError):
        if isinstance(exc, NotVisible | Forbidden):
            denials.report(request, exc.status)
        return answer(request, exc)
    if isinstance(exc, exceptions.ValidationError):
        return answer(request, InvalidInput(fields=_flat(exc.detail)))
    if isinstance(exc, exceptions.APIException):
        code = exc.default_code.replace("_", "-")
        response = problem(request, status=exc.status_code, code=code, detail=str(exc.detail))
        if wait := getattr(exc, "wait", None):
            response["Retry-After"] = str(int(wait))
        return response
    return None


def _flat(detail: Any, prefix: str = "") -> dict[str, list[Any]]:
    """DRF's nested errors as "lines.2.quantity" → messages."""
    if isinstance(detail, dict):
        found: dict[str, list[Any]] = {}
        for name, inner in detail.items():
            found |= _flat(inner, f"{prefix}.{name}" if prefix else str(name))
        return found
    if isinstance(detail, list) and any(isinstance(inner, dict) for inner in detail):
        found = {}
        for index, inner in enumerate(detail):
            if inner:
                found |= _flat(inner, f"{prefix}.{index}")
        return found
    return {prefix or "body": [str(message) for message in (detail if isinstance(detail, list) else [detail])]}


class MoneySerializer(serializers.Serializer[Any]):
    """Money as `{amount: "12500.00", currency: "EUR"}`."""

    amount = serializers.DecimalField(max_digits=14, decimal_places=2)
    currency = serializers.CharField(max_length=3)
