"""What people do together, seen from both sides of the table."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM
from tests.browser.journey import Journey
from tests.browser.site import PATIENCE, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="not run: no Chromium")]

FILES = ROOT / "demo" / "files"
TODAY = date.today()  # noqa: DTZ011 - the day the browser writes
WORKED = PATIENCE * 1000  # ms for something the worker does


def pair(stage: Any) -> tuple[str, str]:
    buyer = stage.person(name="Berit Lund")["email"]
    return buyer, stage.person(name="Seppo Salo", firm="KYMI", seller=True)["email"]


def test_question_on_a_line_is_answered(visit: Any, stage: Any) -> None:
    buyer, sales = pair(stage)
    project = stage.project(code="QUESTION", sales=sales, people=[[buyer, "customer", "purchase_lead"]])
    stage.quotation(project=project, sales=sales, title="Felts and guide roll")
    asks = visit(width=360).sign_in(buyer)
    asks.follow(re.compile("Decide on"))
    line = asks.main.locator("tr", has_text="Shoe press belt")
    asks.click(line.get_by_text("Ask about this line"))
    asks.fill("Your question", "Is the belt grooved?", within=line)
    asks.press_button("Ask the supplier", within=line)
    asks.reads("Waits for an answer")
    answers = visit().sign_in(sales)
    answers.follow(re.compile("Answer 1 question on Q-1"))
    line = answers.main.locator("tr", has_text="Shoe press belt")
    expect(line).to_contain_text("Is the belt grooved?")
    answers.fill("Your answer", "Yes, to 1.2 mm.", within=line)
    answers.press_button("Answer the customer", within=line)
    expect(line).to_contain_text("Yes, to 1.2 mm.")
    asks.page.reload()
    expect(asks.main.locator("tr", has_text="Shoe press belt")).to_contain_text("Yes, to 1.2 mm.")


def test_buyer_counters_a_proposed_time(visit: Any, stage: Any) -> None:
    buyer, sales = pair(stage)
    project = stage.project(code="COUNTER", sales=sales, people=[[buyer, "customer", "purchase_lead"]])
    stage.meeting(project=project, proposer=sales, title="Guide roll inspection")
    other_day = TODAY + timedelta(days=20)
    me = visit().sign_in(buyer)
    me.follow(re.compile("Answer the proposed times: Guide roll inspection"))
    me.follow("Propose other times")
    me.fill("Time", f"{other_day}T14:30")
    me.fill("Message", "We stand still that week.")
    me.press_button("Propose to Kymi Machinery")
    me.reads("Waits for Kymi Machinery")
    other = visit(width=360).sign_in(sales)
    other.follow(re.compile("Answer the proposed times: Guide roll inspection"))
    other.reads("We stand still that week.")
    other.press_button(re.compile("^Accept"))
    other.reads("Agreed")
    other.reads(re.compile(f"{other_day.day} {other_day:%b %Y}, 14:30"))


def test_two_people_edit_the_same_row_and_both_texts_are_there(visit: Any, stage: Any) -> None:
    kam = stage.person(name="Kaisa Koski", firm="KYMI", seller=True)["email"]
    buyer = stage.person(name="Berit Lund")["email"]
    plan = stage.plan(code="TOGETHER", kam=kam, buyer=buyer, action="Agree the shutdown")
    first, second = visit().sign_in(kam), visit(width=360).sign_in(buyer)
    for me, text in ((first, "Agree the summer shutdown"), (second, "Agree the shutdown in July")):
        me.follow(re.compile("TOGETHER ·"))
        me.follow("Edit Agree the shutdown")
        row = me.main.locator("tr.plan-edit")
        me.fill("Action", text, within=row)
    first.press_button("Save", within=first.main.locator("tr.plan-edit"))
    expect(first.main.locator("tr", has_text="Agree the summer shutdown")).to_be_visible()
    second.press_button("Save", within=second.main.locator("tr.plan-edit"))
    second.shows("Two people wrote at once")
    second.reads("Agree the summer shutdown")
    second.reads("Agree the shutdown in July")
    second.press_button("Save what is chosen")
    second.shows("Plan TOGETHER")
    second.reads("Agree the shutdown in July")
    # What lost is not gone: the row's history keeps it.
    second.page.goto(f"{second.address}/plans/{plan}/history/")
    second.reads("Agree the summer shutdown")


def test_salesperson_takes_a_project_from_its_start_to_a_read_quotation(visit: Any, stage: Any, tmp_path: Path) -> None:
    buyer, sales = pair(stage)
    me = visit().sign_in(sales)
    start(me)
    record_agreement(me)
    bring_in(me, buyer)
    revise_a_document(me, tmp_path)
    write_quotation(me)
    expect(me.main.get_by_role("link", name="Download PDF")).to_be_visible(timeout=WORKED)
    expect(me.main.locator("#readers")).to_contain_text("Not opened")

    other = visit(width=360).sign_in(buyer)
    other.follow(re.compile("Decide on .*Guide roll"))
    other.reads("Totals")
    with other.page.expect_download() as download:
        other.follow("Download PDF")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")

    me.page.reload()
    readers = me.main.locator("#readers")
    expect(readers).to_contain_text("Berit Lund")
    expect(readers).to_contain_text("opened")
    expect(readers).to_contain_text("downloaded")
    me.click(readers.get_by_text("Sent another way than here?"))
    me.press_button("Note it", within=readers)
    me.reads(re.compile("noted by Seppo Salo"))


def start(me: Journey) -> None:
    me.follow(re.compile("Start a project"))
    me.fill("Customer or town", "Aava")
    me.press_button("Search")
    me.follow("Aava Board")
    me.fill("Code name", "GEMINI")
    me.fill("Name", "Guide roll renewal")
    me.press_button("Start the project")
    me.shows("Guide roll renewal")


def record_agreement(me: Journey) -> None:
    me.follow("Record the agreement")
    me.fill("Who agreed at the customer", "Daniel Forss")
    me.fill("Agreed on", TODAY.isoformat())
    for tool in me.main.get_by_role("group", name="Agreed to use").get_by_role("checkbox").all():
        tool.check()
    me.press_button("Record the agreement")
    me.reads("Daniel Forss agreed on")


def bring_in(me: Journey, buyer: str) -> None:
    me.page.get_by_role("navigation", name="Where you are").get_by_role("link", name="GEMINI").click()
    me.follow("People", within=me.tabs)
    me.follow("Bring somebody in")
    me.choose("Person", "Teemu Aalto")
    me.choose("Role", "Technology manager")
    me.press_button("Bring in")
    me.reads("Teemu Aalto")
    me.follow("Bring somebody in")
    me.fill("E-mail", buyer)
    me.choose("Company, when the person is new here", "Aava Board")
    me.choose("Role", "Purchase lead")
    me.press_button("Bring in")
    me.reads("Berit Lund")


def revise_a_document(me: Journey, tmp_path: Path) -> None:
    me.follow("Documents", within=me.tabs)
    me.follow("Add documents", nth=0)
    for number, source in ((1, "spec-nist-readme.pdf"), (2, "spec-flowchart-large-page.pdf")):
        file = tmp_path / f"Guide roll specification {number}.pdf"
        file.write_bytes((FILES / source).read_bytes())
        me.drop([file])
        expect(me.main.locator("[data-rows] .is-done")).to_have_count(1)
        if number == 1:
            me.follow("Guide roll specification 1")
            expect(me.main.get_by_role("link", name="Download revision 1").first).to_be_visible(timeout=WORKED)
            me.page.reload()
            me.follow("Add revision 2")
    me.follow("Back to the document")
    expect(me.main.locator("#revisions")).to_contain_text("Superseded", timeout=WORKED)
    me.page.reload()
    expect(me.main.get_by_role("link", name="Download revision 2").first).to_be_visible()


def write_quotation(me: Journey) -> None:
    me.follow("Quotations", within=me.tabs)
    me.follow("New quotation")
    me.fill("Title", "Guide roll and felts")
    me.press_button("Write the lines")
    me.fill("Search by code or name", "PRS-21")
    me.press_button("Add Shoe press belt 7.6 m")
    line = me.main.locator("li.qline")
    expect(line).to_have_count(1)
    me.fill("Quantity", "2", within=line)
    me.fill("Discount, %", "4", within=line)
    # The totals that are asked for after each change may be late; sending does not wait for them.
    me.page.route("**/edit/totals/", lambda route: None)
    with me.page.expect_request("**/edit/totals/"):
        me.fill("Valid until the end of", (TODAY + timedelta(days=30)).isoformat())
    me.press_button("Save and send…")
    me.shows("Send revision 1 to 1 person")
    me.page.unroute("**/edit/totals/")
    me.reads("93 504.00 EUR")
    me.press_button("Send revision 1 to 1 person")
    me.reads("Waiting for Aava Board")


def test_feedback_is_answered(visit: Any, stage: Any) -> None:
    buyer, _ = pair(stage)
    me = visit(width=360).sign_in(buyer)
    me.click(me.page.get_by_role("link", name="Give feedback"))
    me.fill(re.compile("What works, what does not"), "The clock of the plan is easy to read.")
    me.press_button("Send the feedback")
    me.reads("The clock of the plan is easy to read.")
    admin = visit().sign_in("admin@kymi.example")
    admin.click(admin.page.locator(".me summary"))
    admin.click(admin.page.locator(".me").get_by_role("link", name="Answer feedback"))
    admin.follow("The clock of the plan is easy to read.")
    admin.fill("Your answer", "Thank you, that is good to know.")
    admin.press_button("Send the answer to Berit Lund")
    me.click(me.page.get_by_role("link", name=re.compile("Notices")))
    me.follow(re.compile("feedback"))
    me.reads("Thank you, that is good to know.")


def test_notices_are_counted_and_read(visit: Any, stage: Any) -> None:
    buyer, sales = pair(stage)
    project = stage.project(code="NOTICE", sales=sales, people=[[buyer, "customer", "purchase_lead"]])
    stage.meeting(project=project, proposer=sales, title="Guide roll inspection")
    me = visit().sign_in(buyer)
    bell = me.page.get_by_role("link", name=re.compile("Notices"))
    expect(bell).to_contain_text("2")
    me.click(bell)
    me.reads("Seppo Salo proposed times: Guide roll inspection")
    me.press_button("Mark all as read")
    expect(me.main.locator(".is-new")).to_have_count(0)
    expect(bell).not_to_contain_text("2")
    me.follow("Seppo Salo proposed times: Guide roll inspection")
    me.shows("Guide roll inspection")


@pytest.mark.parametrize(("language", "code", "home"), [("Suomi", "fi", "Etusivu"), ("Svenska", "sv", "Startsida")])
def test_language_is_chosen_and_kept(visit: Any, stage: Any, language: str, code: str, home: str) -> None:
    buyer, _ = pair(stage)
    me = visit().sign_in(buyer)
    me.click(me.page.locator(".me summary"))
    me.click(me.page.locator(".me").get_by_role("button", name=language))
    expect(me.page.locator("html")).to_have_attribute("lang", code)
    again = visit()
    again.page.goto(f"{again.address}/sign-in/")
    again.page.locator("#id_email").fill(buyer)
    again.page.locator("#id_password").fill("talkoo-demo-2026")
    again.page.keyboard.press("Enter")
    again.shows(home)
    expect(again.page.locator("html")).to_have_attribute("lang", code)


LONG = "The guide roll bearing on the drive side runs warm, see the trend of last week."


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_text_outlives_the_session(visit: Any, stage: Any, script: bool) -> None:
    buyer, sales = pair(stage)
    stage.project(code="EXPIRED", sales=sales, people=[[buyer, "customer", "purchase_lead"]])
    me = visit(java_script_enabled=script).sign_in(buyer)
    me.follow(re.compile("EXPIRED ·"))
    me.follow("Schedule", within=me.tabs)
    me.follow("Propose a time")
    me.fill("Title", "Guide roll inspection")
    me.fill("Time", f"{TODAY + timedelta(days=9)}T10:00")
    me.fill("Message", LONG)
    stage.session_end(email=buyer)
    me.press_button("Propose to Kymi Machinery")
    me.shows("You were signed out while you wrote")
    expect(me.main.locator("textarea", has_text=LONG)).to_be_visible()
    me.follow("Sign in again")
    me.page.get_by_label("E-mail").fill(buyer)
    me.page.get_by_label("Password").fill("talkoo-demo-2026")
    me.page.get_by_role("button", name="Sign in", exact=True).click()
    me.shows("Propose a time")
    if script:
        expect(me.field("Message")).to_have_value(LONG)
        me.press_button("Propose to Kymi Machinery")
        me.shows("Guide roll inspection")
        me.reads(LONG)
