"""Every main page of each of the cast: readable by everybody, whole at each width, closed to who is outside."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM
from tests.browser.journey import Journey

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="not run: no Chromium")]

CAST = [
    "buyer@aava.example",
    "sales@kymi.example",
    "pricing@kymi.example",
    "kam@kymi.example",
    "admin@kymi.example",
    "othersales@kymi.example",
    "",
]
# 1280 px at 400 % zoom is 320 px wide (WCAG 1.4.10).
ZOOMED, PHONE, DESK = 320, 360, 1280


@pytest.mark.parametrize("who", CAST)
def test_main_pages_are_whole_and_accessible(visit: Any, stage: Any, who: str) -> None:
    """Every page answers, has one heading, never scrolls sideways, and axe finds nothing at either width."""
    me = visit(reduced_motion="reduce")
    if who:
        me.sign_in(who)
    wrong: list[str] = []
    for path in stage.main_pages()[who]:
        wrong += [f"{path}: {each}" for each in faults(me, path)]
    assert wrong == [], "\n".join(wrong)


def faults(me: Journey, path: str) -> list[str]:
    answer = me.page.goto(me.address + path)
    if answer is None or answer.status != 200:
        return [f"status {answer and answer.status}"]
    found = []
    # The catalogue of parts shows heads of pages as samples.
    if me.main.locator("h1").count() != 1 and path != "/ui/":
        found.append("not one heading")
    if not me.page.title().split(" · ")[0].strip():
        found.append("no title")
    for width in (ZOOMED, PHONE, DESK):
        me.page.set_viewport_size({"width": width, "height": 900})
        if me.scrolls_sideways():
            found.append(f"scrolls sideways at {width} px")
        if width != ZOOMED:
            found += [f"{width} px: {each}" for each in axe_finds(me.page)]
    return found


def axe_finds(page: Page) -> list[str]:
    """What axe objects to. Its script comes in beside the page, so the page's own rules stay as they are."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
    return [f"{each['id']}: {node['html'][:200]}" for each in violations for node in each["nodes"]]


@pytest.mark.parametrize("who", ["buyer@aava.example", "kam@kymi.example"])
def test_dark_pages_have_contrast(visit: Any, stage: Any, who: str) -> None:
    me = visit(color_scheme="dark", reduced_motion="reduce").sign_in(who)
    wrong = []
    for path in stage.main_pages()[who][::2]:
        me.page.goto(me.address + path)
        wrong += [f"{path}: {each}" for each in axe_finds(me.page)]
    assert wrong == [], "\n".join(wrong)


OUTSIDE = ["buyer@brattsund.example", "colleague@aava.example", "admin@kymi.example", "othersales@kymi.example"]
# Differs from answer to answer by design: ids and tokens.
PASSING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|csrf-token\" content=\"\w+|csrfmiddlewaretoken\" value=\"\w+")


@pytest.mark.parametrize("who", OUTSIDE)
def test_outsiders_find_no_trace_of_the_project(visit: Any, stage: Any, who: str) -> None:
    """Each address of AURORA answers somebody outside exactly like one that never was."""
    me = visit().sign_in(who)
    expect(me.page.locator("body")).not_to_contain_text("AURORA")
    pairs = stage.below_aurora()
    assert len(pairs) > 50
    ask = me.page.context.request
    seen = set()
    for real, unknown in pairs:
        answers = [ask.get(me.address + path) for path in (real, unknown)]
        assert answers[0].status == answers[1].status, real
        assert PASSING.sub("", answers[0].text()) == PASSING.sub("", answers[1].text()), real
        seen.add(answers[0].status)
    # 405: an address that only takes forms says so before it looks who asks, whatever the id.
    assert seen == {404, 405}
    answer = me.page.goto(me.address + pairs[0][0])
    assert answer
    assert answer.status == 404
    me.shows("Page not found")
    expect(me.page.locator("body")).not_to_contain_text("AURORA")


def test_api_answers_outsiders_like_unknown(visit: Any, stage: Any) -> None:
    me = visit().sign_in("buyer@brattsund.example")
    real, unknown = next(pair for pair in stage.below_aurora() if pair[0].endswith("/documents/"))
    ids = [path.split("/")[2] for path in (real, unknown)]
    bodies = []
    for space in ids:
        answer = me.page.context.request.get(f"{me.address}/api/v1/projects/{space}/")
        assert answer.status == 404
        bodies.append(json.dumps(answer.json()).replace(space, ""))
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_menus_and_dialogs_are_accessible(visit: Any, stage: Any, width: int) -> None:
    me = visit(width=width, reduced_motion="reduce").sign_in("kam@kymi.example")
    me.follow(re.compile("TALVI ·"))
    found = {}
    me.click(me.page.locator(".me summary"))
    found["person's menu"] = axe_finds(me.page)
    me.page.keyboard.press("Escape")
    me.click(me.main.get_by_text("More", exact=True))
    found["page's menu"] = axe_finds(me.page)
    me.page.keyboard.press("Escape")
    if width == PHONE:
        me.click(me.page.locator(".dock-more summary"))
        found["rest of the places"] = axe_finds(me.page)
        me.page.keyboard.press("Escape")
    me.follow("Add an objective")
    expect(me.page.locator("dialog[open]")).to_be_visible()
    found["dialog"] = axe_finds(me.page)
    assert found == dict.fromkeys(found, [])


def test_current_tab_is_in_sight_on_a_phone(visit: Any) -> None:
    me = visit(width=PHONE).sign_in("buyer@aava.example")
    me.follow(re.compile("AURORA ·"))
    me.follow("People", within=me.tabs)
    me.shows("People")
    expect(me.tabs.get_by_role("link", name="People")).to_be_in_viewport(ratio=1)
