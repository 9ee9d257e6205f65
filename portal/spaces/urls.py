from django.urls import URLPattern, path

from portal.spaces import views
from portal.spaces.choices import SpaceKind

app_name = "spaces"

# Each kind of space keeps its people under its own address.
PLACES = {SpaceKind.PROJECT: "projects", SpaceKind.PLAN: "plans", SpaceKind.ACCOUNT: "accounts"}


def _pages(kind: SpaceKind, place: str) -> list[URLPattern]:
    here, given = f"{place}/<uuid:space_id>/people/", {"kind": kind}
    return [
        path(here, views.people, given, name=f"{kind.value}_people"),
        path(here + "add/", views.people_add, given, name=f"{kind.value}_people_add"),
        path(here + "<uuid:pk>/", views.person_change, given, name=f"{kind.value}_person"),
        path(here + "<uuid:pk>/end/", views.person_end, given, name=f"{kind.value}_person_end"),
    ]


urlpatterns = [page for kind, place in PLACES.items() for page in _pages(kind, place)]
