"""A small site around the parts, without sign-in and database, for the browser."""

import json
import time
from collections.abc import Callable
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

PERSON = SimpleNamespace(pk="1", is_authenticated=True, shown_name="Maria Lind", email="maria@aava.example")
PAGE = """{% extends "base.html" %}{% load ui %}{% block title %}Page{% endblock %}
{% block header %}<h1>Page</h1>{% endblock %}
{% block content %}
<div id="pending" data-refresh="0.2" data-refresh-url="/pending/">waits</div>
<form id="slow" method="post">{% form_token %}<button>Send</button></form>
<form id="part" method="post" hx-post="/page/" hx-target="#answer">{% form_token %}<button>Part</button></form>
<form id="gone" hx-post="/gone/" hx-target="#answer"><button>Gone</button></form>
<p id="answer"></p><a id="link" href="/form/" data-dialog>Propose</a>
<form id="out" method="post" action="/out/" data-signout><button>Sign out</button></form>
{% endblock %}"""
FORM = """{% extends "base.html" %}{% load ui %}{% block title %}Form{% endblock %}
{% block header %}<h1>Propose a time</h1>{% endblock %}
{% block content %}<form class="form" method="post" data-draft="sample">{% form_token %}
<label for="a">When</label><input id="a" name="a"><button>Propose</button></form>{% endblock %}"""

posts: list[str] = []
uploads: dict[str, list[int]] = {}


class SignedIn:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = PERSON  # type: ignore[assignment]
        return self.get_response(request)


def answer(request: HttpRequest, source: str) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render({}, request))  # type: ignore[attr-defined]


def page(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return answer(request, PAGE)
    posts.append(request.POST["idempotency_key"])
    time.sleep(0.5)
    response = HttpResponse('<p id="answer">Stored</p>')
    response["HX-Trigger"] = json.dumps({"toast": {"text": "Sent <b>once</b>", "tone": "done"}})
    return response


def form(request: HttpRequest) -> HttpResponse:
    return answer(request, FORM)


def pending(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<div id="pending">finished</div>')


def out(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<title>out</title>")


def upload_create(request: HttpRequest) -> JsonResponse:
    uploads["1"] = [0, json.loads(request.body)["size"], 0]
    return JsonResponse({"id": "1", "upload_url": "/upload/", "offset": 0}, status=201)


def upload(request: HttpRequest) -> JsonResponse:
    row = uploads["1"]
    if request.method == "PUT":
        row[2] += 1
        if row[2] == 2:
            return JsonResponse({}, status=503)
        if int(request.headers["Upload-Offset"]) != row[0]:
            return JsonResponse({"offset": row[0]}, status=409)
        row[0] += len(request.body)
    return JsonResponse({"offset": row[0], "state": "available" if row[0] == row[1] else "receiving"})


urlpatterns = [
    path("ui/none/", upload_create),
    path("ui/", include("portal.ui.urls")),
    path("page/", page),
    path("form/", form),
    path("pending/", pending),
    path("out/", out),
    path("upload/", upload),
]
