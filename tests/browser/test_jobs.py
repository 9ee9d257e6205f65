"""The three jobs the portal is for: counted at two widths, by keyboard alone, and without a script."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM
from tests.browser.journey import Journey
from tests.browser.site import PATIENCE, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="not run: no Chromium")]

WIDTHS = [1280, 360]
SOON = date.today() + timedelta(days=40)  # noqa: DTZ011 - any day ahead will do


# --- the customer finds and accepts the quotation ---


def offered(stage: Any, code: str) -> tuple[str, str, str]:
    """A new buyer with one quotation to decide on, its seller, and the project."""
    buyer = stage.person(name="Berit Lund")["email"]
    sales = stage.person(name="Seppo Salo", firm="KYMI", seller=True)["email"]
    project = stage.project(code=code, sales=sales, people=[[buyer, "customer", "purchase_lead"]])
    stage.quotation(project=project, sales=sales, title="Felts and guide roll")
    return buyer, sales, project


def accept(me: Journey) -> None:
    me.follow(re.compile("Decide on .*Felts and guide roll"))
    me.reads("Your decision")
    me.press_button("Accept…")
    me.shows("Accept Q-1, revision 1")
    me.fill("Purchase order number", "AB-4711")
    me.press_button(re.compile("Accept for"))
    me.reads("Berit Lund accepted revision 1")
    me.reads("Purchase order: AB-4711")


@pytest.mark.embedded
@pytest.mark.parametrize("width", WIDTHS)
def test_buyer_finds_and_accepts_the_quotation(visit: Any, stage: Any, width: int) -> None:
    buyer, _, _ = offered(stage, f"FELT-{width}")
    me = visit(width=width).sign_in(buyer)
    accept(me)
    assert not me.scrolls_sideways()
    assert me.actions <= 8


def test_buyer_accepts_by_keyboard_alone(visit: Any, stage: Any) -> None:
    buyer, _, _ = offered(stage, "FELT-KEYS")
    me = visit()
    me.sign_in_by_keyboard(buyer)
    me.enter(me.link(re.compile("Decide on .*Felts and guide roll")))
    me.reads("Your decision")
    option = me.main.get_by_role("checkbox", name=re.compile("Operator training"))
    me.tab_to(option)
    me.page.keyboard.press("Space")
    me.reads("With the ticked options")
    me.enter(me.button("Accept…"))
    me.shows("Accept Q-1, revision 1")
    me.reads("Operator training on site (6 750.00 EUR)")
    me.enter(me.button(re.compile("Accept for")))
    me.reads("Berit Lund accepted revision 1")


def test_buyer_accepts_without_a_script(visit: Any, stage: Any) -> None:
    buyer, _, _ = offered(stage, "FELT-PLAIN")
    me = visit(java_script_enabled=False).sign_in(buyer)
    accept(me)
    assert me.actions <= 8


# --- the salesperson files forty real files ---


@pytest.fixture
def forty(tmp_path: Path) -> list[Path]:
    """The demo's real files under forty names."""
    sources = [file for file in sorted((ROOT / "demo" / "files").iterdir()) if file.suffix != ".md"]
    small = cycle([file for file in sources if file.stat().st_size < 250_000])
    made = []
    for number, source in zip(range(1, 41), small, strict=False):
        made.append(tmp_path / f"Press section {number:02}{source.suffix}")
        made[-1].write_bytes(source.read_bytes())
    return made


def stored(me: Journey) -> None:
    """The worker has looked at each file."""
    checking = me.main.get_by_text("Being checked")
    for _ in range(PATIENCE // 2):
        if not checking.count():
            return
        me.page.wait_for_timeout(2000)
        me.page.reload()
    raise AssertionError("files are still being checked")


@pytest.mark.embedded
@pytest.mark.parametrize("width", WIDTHS)
def test_salesperson_files_forty_files(
    visit: Any, stage: Any, forty: Sequence[Path], tmp_path: Path, width: int
) -> None:
    sales = stage.person(name="Seppo Salo", firm="KYMI", seller=True)["email"]
    stage.project(code=f"FILES-{width}", sales=sales, people=[])
    wrong = tmp_path / "Not what it says.pdf"
    wrong.write_bytes(b"MZ\x90\x00" + bytes(5000))
    me = visit(width=width).sign_in(sales)
    me.follow(re.compile(f"FILES-{width} ·"))
    me.follow("Documents", within=me.tabs)
    me.follow("Add documents")
    me.choose("Confidentiality", "Technical")
    me.choose("Category", "Layout")
    me.drop([*forty, wrong])
    expect(me.main.locator("[data-rows] .is-done")).to_have_count(41, timeout=PATIENCE * 1000)
    assert me.actions <= 10
    assert not me.scrolls_sideways()
    me.follow("Documents", within=me.tabs)
    stored(me)
    rows = me.main.locator("tbody tr")
    names = rows.locator(".cell-main > a").all_inner_texts()
    refused = me.main.locator("tr", has_text="Refused")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("Not what it says.pdf")
    me.follow(re.compile("Older|Next"))
    expect(rows.first).to_be_visible()
    stored(me)
    names += rows.locator(".cell-main > a").all_inner_texts()
    assert {name.strip() for name in names} == {f"Press section {n:02}" for n in range(1, 41)} | {"Not what it says"}


def test_salesperson_sends_the_quotation_by_keyboard_alone(visit: Any, stage: Any) -> None:
    buyer = stage.person(name="Berit Lund")["email"]
    sales = stage.person(name="Seppo Salo", firm="KYMI", seller=True)["email"]
    project = stage.project(code="SEND-KEYS", sales=sales, people=[[buyer, "customer", "purchase_lead"]])
    stage.quotation(project=project, sales=sales, title="Felts and guide roll", sent=False)
    me = visit()
    me.sign_in_by_keyboard(sales)
    me.enter(me.link(re.compile("SEND-KEYS ·")))
    me.enter(me.tabs.get_by_role("link", name="Quotations"))
    me.enter(me.link(re.compile("Felts and guide roll")))
    me.enter(me.link(re.compile("Edit the draft")))
    me.type_into(me.field("Warranty"), "24 months")
    me.enter(me.button("Save and send…").first)
    me.shows("Send revision 1 to 1 person")
    me.enter(me.button("Send revision 1 to 1 person"))
    me.reads("Waiting for Aava Board")
    me.reads("24 months")


# --- the key account manager adds an action ---


def kept_plan(stage: Any, code: str) -> tuple[str, str]:
    kam = stage.person(name="Kaisa Koski", firm="KYMI", seller=True)["email"]
    buyer = stage.person(name="Berit Lund")["email"]
    stage.plan(code=code, kam=kam, buyer=buyer)
    return kam, buyer


def add_action(me: Journey, code: str) -> None:
    me.follow(re.compile(f"{code} ·"))
    me.fill("Action", "Agree the summer shutdown")
    me.choose("Owner", "Berit Lund")
    me.fill("Due", SOON.isoformat())
    me.press_button("Add the action")


def added(me: Journey) -> None:
    row = me.main.locator("tr", has_text="Agree the summer shutdown")
    expect(row).to_contain_text("Berit Lund")
    expect(row).to_contain_text(f"{SOON.day} {SOON:%b %Y}")


@pytest.mark.embedded
@pytest.mark.parametrize("width", WIDTHS)
def test_key_account_manager_adds_an_action(visit: Any, stage: Any, width: int) -> None:
    kam, buyer = kept_plan(stage, f"PLAN-{width}")
    me = visit(width=width).sign_in(kam)
    add_action(me, f"PLAN-{width}")
    added(me)
    assert me.actions <= 6
    assert not me.scrolls_sideways()
    owner = visit(width=width).sign_in(buyer)
    owner.reads("Finish “Agree the summer shutdown”")


def test_key_account_manager_adds_an_action_by_keyboard_alone(visit: Any, stage: Any) -> None:
    kam, _ = kept_plan(stage, "PLAN-KEYS")
    me = visit()
    me.sign_in_by_keyboard(kam)
    me.enter(me.link(re.compile("PLAN-KEYS ·")))
    me.type_into(me.field("Action"), "Agree the summer shutdown")
    me.type_into(me.field("Owner"), "Ber")
    me.type_into(me.field("Due"), f"{SOON:%d%m%Y}")
    me.enter(me.button("Add the action"))
    added(me)


def test_action_is_planned_without_a_script(visit: Any, stage: Any) -> None:
    kam, _ = kept_plan(stage, "PLAN-PLAIN")
    me = visit(java_script_enabled=False).sign_in(kam)
    add_action(me, "PLAN-PLAIN")
    added(me)


def test_meeting_is_proposed_without_a_script(visit: Any, stage: Any) -> None:
    buyer, sales, _ = offered(stage, "MEET-PLAIN")
    me = visit(java_script_enabled=False).sign_in(buyer)
    me.follow(re.compile("MEET-PLAIN ·"))
    me.follow("Schedule", within=me.tabs)
    me.follow("Propose a time")
    me.fill("Title", "Guide roll inspection")
    me.fill("Time", f"{SOON}T10:00")
    me.fill("Place", "Kotka mill, gate 1")
    me.press_button("Propose to Kymi Machinery")
    me.shows("Guide roll inspection")
    me.reads("Waits for Kymi Machinery")
    other = visit(java_script_enabled=False).sign_in(sales)
    other.follow(re.compile("Answer the proposed times: Guide roll inspection"))
    other.press_button(re.compile("^Accept"))
    other.reads("Agreed")
