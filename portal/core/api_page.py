"""The API's description: as OpenAPI for programs, as a page for people."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

METHODS = ("get", "post", "put", "patch", "delete")


@cache
def described() -> dict[str, Any]:
    """The whole description. It follows from the code alone, so one process makes it once."""
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]


@cache
def _rendered(as_json: bool) -> bytes:
    return (OpenApiJsonRenderer() if as_json else OpenApiYamlRenderer()).render(described(), renderer_context={})


@require_GET
def schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 as YAML, or as JSON with `?format=json` or an Accept header that asks for it."""
    as_json = request.GET.get("format") == "json" or request.headers.get("Accept", "").startswith("application/json")
    kind = "application/vnd.oai.openapi+json" if as_json else "application/vnd.oai.openapi"
    return HttpResponse(_rendered(as_json), content_type=kind)


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "core/api.html", {"groups": groups(), "version": described()["info"]["version"]})


@cache
def groups() -> list[dict[str, Any]]:
    """The endpoints by noun, flat enough for a template to print."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in described()["paths"].items():
        for method in METHODS:
            if operation := methods.get(method):
                found.setdefault(operation["tags"][0], []).append(_endpoint(method.upper(), path, operation))
    return [{"name": name, "endpoints": endpoints} for name, endpoints in sorted(found.items())]


def _endpoint(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = _schema_of(operation.get("requestBody", {}))
    good = next((status for status in operation["responses"] if status.startswith("2")), "")
    answer = _schema_of(operation["responses"].get(good, {}))
    return {
        "id": operation["operationId"],
        "method": method,
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": operation.get("parameters", []),
        "body": _example(body) if body else "",
        "status": good,
        "answer": _example(answer) if answer else "",
        "problems": {s: r["description"] for s, r in operation["responses"].items() if not s.startswith("2")},
    }


def _schema_of(holder: dict[str, Any]) -> dict[str, Any]:
    for content in holder.get("content", {}).values():
        return content.get("schema", {})
    return {}


def _example(schema: dict[str, Any]) -> str:
    return json.dumps(_value(schema, 0), indent=2, ensure_ascii=False)


def _value(schema: dict[str, Any], depth: int) -> Any:
    """A made-up value of the schema: enough to see the shape."""
    if depth > 8:
        return None
    if "$ref" in schema:
        return _value(described()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]], depth + 1)
    if "example" in schema:
        return schema["example"]
    for either in ("allOf", "oneOf", "anyOf"):
        if schema.get(either):
            return _value(schema[either][0], depth + 1)
    if schema.get("enum"):
        return schema["enum"][0]
    kind = schema.get("type")
    kind = next((k for k in kind if k != "null"), None) if isinstance(kind, list) else kind
    if kind == "object" or "properties" in schema:
        return {name: _value(inner, depth + 1) for name, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [_value(schema.get("items", {}), depth + 1)]
    return _plain(kind, schema.get("format", ""))


def _plain(kind: Any, form: str) -> Any:
    by_format = {
        "uuid": "01939c7e-5b7a-7cc0-9a3f-2f4d5a6b7c8d",
        "date-time": "2026-03-03T12:00:00Z",
        "date": "2026-03-03",
        "decimal": "12500.00",
        "email": "buyer@aava.example",
        "uri": "https://video.example/room",
    }
    if form in by_format:
        return by_format[form]
    return {"integer": 1, "number": 1.5, "boolean": True}.get(kind, "text")
