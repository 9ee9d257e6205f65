from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.access.rights import rights_everywhere
from portal.home import selectors, services
from portal.people.requests import PortalRequest


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    person = request.user
    response = render(request, "home/home.html", {"page": selectors.home_page(person=person)})
    after_answer(response, lambda: services.visit_mark(person=person))
    return response


@require_safe
def new(request: PortalRequest) -> HttpResponse:
    """All that is new, with as many kinds as there are."""
    spaces = list(rights_everywhere(request.user))
    found, more = selectors.new_entries(person=request.user, space_ids=spaces, kinds_at_once=8, limit=100)
    context = {"entries": found, "more": more, "since": request.user.visited_home_before}
    return render(request, "home/new.html", context)


def after_answer(response: HttpResponse, step: Callable[[], None]) -> None:
    """Runs `step` when the server closes the answer: the reader does not wait for it."""
    response._resource_closers.append(step)  # type: ignore[attr-defined]
