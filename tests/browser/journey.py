"""A person at the browser. Counts what the person does, with eyes on pages and never on addresses."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

PASSWORD = "talkoo-demo-2026"
TABS = 160  # more stops than any page has
SIGHT = 60_000  # ms for a page to show what it should; a machine may be busy
expect.set_options(timeout=SIGHT)


class Journey:
    """An action is a click, a key that goes somewhere, one field filled in, or files dropped.

    Counting begins with the sign-in's button: address and password are the browser's or the person's memory's work.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.actions = 0

    def sign_in(self, email: str) -> "Journey":
        self.page.goto(f"{self.address}/sign-in/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.click(self.page.get_by_role("button", name="Sign in", exact=True))
        self.shows("Home")
        return self

    def sign_in_by_keyboard(self, email: str) -> None:
        self.page.goto(f"{self.address}/sign-in/")
        self.type_into(self.page.get_by_label("E-mail"), email)
        self.type_into(self.page.get_by_label("Password"), PASSWORD)
        self.page.keyboard.press("Enter")
        self.shows("Home")

    # --- doing ---

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()

    def press_button(self, name: str | re.Pattern[str], *, within: Locator | None = None, nth: int = 0) -> None:
        self.click((within or self.main).get_by_role("button", name=name).nth(nth))

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None, nth: int = 0) -> None:
        self.click((within or self.main).get_by_role("link", name=name).nth(nth))

    def fill(self, label: str | re.Pattern[str], text: str, *, within: Locator | None = None) -> None:
        self.actions += 1
        self.field(label, within=within).fill(text)

    def choose(self, label: str | re.Pattern[str], option: str | re.Pattern[str]) -> None:
        self.actions += 1
        field = self.field(label)
        field.select_option(label=self._option(field, option))

    def drop(self, files: Sequence[Path]) -> None:
        self.actions += 1
        self.main.locator("[data-upload] input[type=file]").set_input_files(list(files))

    # --- by keyboard alone ---

    def tab_to(self, what: Locator) -> None:
        """Tab until the focus is there; never the mouse. Fails when the focus is not shown."""
        target = what.first
        target.wait_for(state="attached")
        for _ in range(TABS):
            if target.evaluate("node => node === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab never reaches {what}")
        assert target.evaluate(SHOWS_FOCUS), f"the focus on {what} is not to be seen"

    def enter(self, what: Locator) -> None:
        self.tab_to(what)
        self.actions += 1
        self.page.keyboard.press("Enter")

    def type_into(self, what: Locator, text: str) -> None:
        self.tab_to(what)
        self.actions += 1
        self.page.keyboard.type(text)

    # --- finding ---

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.main.get_by_role("link", name=name).first

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.main.get_by_role("button", name=name).first

    def field(self, label: str | re.Pattern[str], *, within: Locator | None = None) -> Locator:
        if isinstance(label, str):
            # All of it, apart from "(optional)": "Name" is not "Code name".
            label = re.compile(rf"^\s*{re.escape(label)}\s*(\(.*\))?\s*$")
        # A section named like its field is no field.
        return (within or self.main).get_by_label(label).and_(self.page.locator("input, select, textarea")).first

    @property
    def tabs(self) -> Locator:
        """The places inside a project, plan or account."""
        return self.main.locator("nav.tabs")

    # --- seeing ---

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def shows(self, heading: str | re.Pattern[str]) -> None:
        expect(self.main.locator("h1")).to_have_text(heading)

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.main.get_by_text(text).first).to_be_visible(timeout=SIGHT)

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    @staticmethod
    def _option(field: Locator, option: str | re.Pattern[str]) -> str:
        # Waits: a long list may still be on its way when its field is there.
        found = field.locator("option").filter(has_text=option).first
        found.wait_for(state="attached")
        return (found.text_content() or "").strip()


# Outline or another look than without the focus: what WCAG 2.4.7 asks for.
SHOWS_FOCUS = """node => {
  const look = getComputedStyle(node);
  const outlined = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const ring = style => outlined(style) || style.boxShadow !== "none";
  const label = node.closest("label");
  return ring(look) || (label && ring(getComputedStyle(label)));
}"""


class Watch:
    """What a page must never do: ask another origin, break its own rules, fail in the script or on the server."""

    def __init__(self, address: str) -> None:
        self.origin = urlsplit(address)[:2]
        self.wrong: list[str] = []

    def on(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: Any) -> None:
        # A refused or missing page is told there too; its status is the test's own business.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts[:2] != self.origin:
            self.wrong.append(f"left the origin: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 500:
            self.wrong.append(f"{response.status}: {response.url}")
        if response.status == 404 and response.request.resource_type not in {"document", "fetch", "xhr"}:
            self.wrong.append(f"missing: {response.url}")
