"""What the API's description (OpenAPI 3.1) says of every endpoint beyond its own parameters and bodies."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc
from drf_spectacular.utils import OpenApiParameter

from portal.core.idempotency import HEADER

PROBLEM = "application/problem+json"
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "RFC 9457. `type` and `status` are stable; `title` and `detail` are in the person's language.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/invalid"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "Field → messages, with 422.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "current_version": {"type": "integer", "description": "With 412: the version that is saved now."},
    },
}
# status: when it comes.
ALWAYS = {"401": "No valid token or sign-in."}
WITH_ID = {"404": "Unknown, or not yours to see: the answer is the same."}
WRITES = {
    "403": "You see it, but may not do this.",
    "409": "Not possible in the state it is in now.",
    "422": "The body is not valid; `errors` names the fields.",
}
STALE = {"412": "Somebody saved since the version you named. Nothing was written."}


class PortalAutoSchema(AutoSchema):
    """Adds the headers and errors all endpoints share."""

    def get_override_parameters(self) -> list[Any]:
        parameters = list(super().get_override_parameters())
        if self.method == "POST":
            parameters.append(
                OpenApiParameter(
                    HEADER,
                    str,
                    OpenApiParameter.HEADER,
                    description="Your own key for this write, at most 80 characters. Sent again within 24 hours, "
                    "the write is not done twice: you get the first answer.",
                )
            )
        if self.method in {"PUT", "PATCH"}:
            parameters.append(
                OpenApiParameter(
                    "If-Match",
                    str,
                    OpenApiParameter.HEADER,
                    description='The version you read, for example "3". Another one answers 412.',
                )
            )
        return parameters

    def get_description(self) -> str:  # type: ignore[override]
        """What the action itself says; the words of its class are for who writes the next one."""
        action = getattr(self.view, getattr(self.view, "action", None) or self.method.lower(), None)
        return get_doc(action) if action else ""

    def get_operation_id(self) -> str:
        """Method and path, so that no two are alike: "post_quotations_id_accept"."""
        words = self.path.removeprefix("/api/v1/").replace("{", "").replace("}", "").replace("-", "_").split("/")
        return "_".join([self.method.lower(), *(word for word in words if word)])

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """The class's name; bodies of single steps ("AcceptInput") get their app before it, as many apps have them."""
        name = super().get_serializer_name(serializer, direction)
        app = type(serializer).__module__.split(".")[-2].capitalize()
        return f"{app}{name}" if name.endswith("Input") else name

    def get_tags(self) -> list[str]:
        """The noun: the first part of the path."""
        return [self.path.removeprefix("/api/v1/").split("/")[0].replace("-", " ")]

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            for status, words in self._problems().items():
                content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                operation["responses"].setdefault(status, {"description": words, "content": content})
        return operation

    def _problems(self) -> dict[str, str]:
        found = dict(ALWAYS)
        if "{" in self.path:
            found |= WITH_ID
        if self.method != "GET":
            found |= WRITES
        if self.method in {"PUT", "PATCH"}:
            found |= STALE
        return found


def add_problem(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """The schema of every error answer, once."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    return result
