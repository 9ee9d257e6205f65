"""Reads that are compiled once give the same page as the querysets they were made from, for everyone."""

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.access import prepared
from tests.access.scene import Stage, scenes
from tests.access.test_matrix import VARYING_TEXT, _client, _session

pytestmark = pytest.mark.django_db

READERS = ("sales", "tech", "pricing", "buyer", "consult", "field", "rival")
PAGES = {"home:home", "projects:list", "plans:list", "accounts:list", "notifications:notices"}


@pytest.fixture
def stage(cast, kymi, aava, brattsund, aurora, borealis):
    return Stage(cast=cast, kymi=kymi, aava=aava, brattsund=brattsund, aurora=aurora, borealis=borealis)


# The catalogue of components shows the time it was made.
@pytest.mark.parametrize("name", sorted(set(scenes()) - {"ui"}))
def test_the_short_way_and_the_long_way_show_the_same(name, stage, monkeypatch, request):
    addresses = {
        reverse(call.route, kwargs=call.kwargs) + (f"?{call.query}" if call.query else "")
        for call in scenes()[name](stage)
        if call.method == "GET"
    } | {reverse(page) for page in PAGES}
    differing = []
    # A receipt shows when the page was opened.
    clock = time_machine.travel(timezone.now(), tick=False)
    clock.start()
    request.addfinalizer(clock.stop)
    for who in READERS:
        cookie = _session(getattr(stage.cast, who))
        for address in sorted(addresses):
            short = _page(address, cookie)
            with monkeypatch.context() as patch:
                patch.setattr(prepared, "_held", lambda arguments: None)
                long = _page(address, cookie)
            if short != long:
                differing.append(f"{who} {address}")
    assert not differing, "\n".join(differing)


def _page(address: str, cookie: str) -> tuple[int, str]:
    client = _client()
    client.cookies.clear()
    client.cookies["talkoo_session"] = cookie
    with transaction.atomic():
        answer = client.get(address)
        content = b"" if answer.streaming else answer.content
        # A receipt or a seen mark of the first view would show on the second.
        transaction.set_rollback(True)
    return answer.status_code, VARYING_TEXT.sub("", content.decode(errors="replace"))
