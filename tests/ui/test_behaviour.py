"""What the script adds, in a real browser under the real content security policy."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from django.urls import clear_url_caches

from portal.ui import accent, nav
from tests.ui import site
from tests.ui.test_pages import TEMPLATES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="not run: no Chromium")]

MIDDLEWARE = ["csp.middleware.CSPMiddleware", "django.middleware.csrf.CsrfViewMiddleware", "tests.ui.site.SignedIn"]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with override_settings(ROOT_URLCONF="tests.ui.site", TEMPLATES=TEMPLATES, MIDDLEWARE=MIDDLEWARE):
        clear_url_caches()
        for cached in (nav.url_of, accent._url):
            cached.cache_clear()
        items, nav._items = nav._items, {}
        counters, nav._counters = nav._counters, {}
        nav._sorted.cache_clear()
        server = Server(("127.0.0.1", 0), Quiet)
        server.set_app(StaticFilesHandler(WSGIHandler()))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        nav._items, nav._counters = items, counters
    for cached in (nav.url_of, accent._url, nav._sorted):
        cached.cache_clear()
    clear_url_caches()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; nothing here touches the database.
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield made
        made.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="Europe/Helsinki")
    made = context.new_page()
    refused: list[str] = []
    made.on("pageerror", lambda error: refused.append(str(error)))
    made.on("console", lambda line: "Content Security Policy" in line.text and refused.append(line.text))
    yield made
    context.close()
    assert refused == []


@pytest.mark.parametrize("width", [320, 360, 800, 1280])
def test_no_sideways_scroll(page: Any, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{address}/ui/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_first_tab_is_the_skip_link(page: Any, address: str) -> None:
    page.goto(f"{address}/page/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page"


def test_menu_closes_on_escape_and_gives_the_focus_back(page: Any, address: str) -> None:
    page.goto(f"{address}/page/")
    page.click(".me summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.querySelector('.me').open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_theme_is_chosen_at_once_and_kept(page: Any, address: str) -> None:
    page.goto(f"{address}/page/")
    page.click(".me summary")
    page.click("[data-choose='theme=dark']")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"


def test_form_is_sent_once(page: Any, address: str) -> None:
    site.posts.clear()
    page.goto(f"{address}/page/")
    page.evaluate("for (const i of [1, 2, 3]) document.getElementById('slow').requestSubmit()")
    page.wait_for_selector("text=Stored")
    assert len(site.posts) == 1


def test_part_is_sent_once_and_its_toast_is_text(page: Any, address: str) -> None:
    site.posts.clear()
    page.goto(f"{address}/page/")
    page.evaluate("for (const i of [1, 2, 3]) document.getElementById('part').requestSubmit()")
    page.wait_for_selector("#answer:has-text('Stored')")
    assert len(site.posts) == 1
    assert "Sent <b>once</b>" in page.inner_text("#ui-toasts")
    assert page.is_enabled("#part button")


def test_error_of_a_part_is_told(page: Any, address: str) -> None:
    page.goto(f"{address}/page/")
    page.click("#gone button")
    page.wait_for_selector("#ui-toasts .notice-attention")


def test_part_asks_again_until_nothing_is_pending(page: Any, address: str) -> None:
    page.goto(f"{address}/page/")
    page.wait_for_selector("#pending:has-text('finished')")
    assert page.get_attribute("#pending", "data-refresh") is None


def test_link_opens_its_page_in_a_dialog(page: Any, address: str) -> None:
    page.goto(f"{address}/page/")
    page.click("#link")
    page.wait_for_selector("dialog[open]")
    assert "Propose a time" in page.inner_text("dialog[open]")
    assert page.evaluate("document.querySelector('dialog form').action").endswith("/form/")
    assert page.evaluate("document.activeElement.id") == "a"
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")


def test_draft_comes_back_and_is_wiped_at_sign_out(page: Any, address: str) -> None:
    page.goto(f"{address}/form/")
    page.fill("#a", "Thursday at the mill")
    page.wait_for_timeout(900)  # the draft is kept a moment after the last key
    page.reload()
    assert page.input_value("#a") == "Thursday at the mill"
    page.goto(f"{address}/page/")
    page.click("#out button")
    page.wait_for_url("**/out/")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_upload_in_pieces_survives_a_failed_one(page: Any, address: str, tmp_path: Path) -> None:
    file = tmp_path / "layout.pdf"
    file.write_bytes(os.urandom(9 * 1024 * 1024))
    page.goto(f"{address}/ui/")
    page.set_input_files("[data-upload] input[type=file]", str(file))
    page.wait_for_selector("[data-rows] .is-done", timeout=20_000)
    assert site.uploads["1"][:2] == [9 * 1024 * 1024] * 2
    assert site.uploads["1"][2] == 4  # three pieces and the one that failed


def test_page_reads_and_chooses_without_a_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/page/")
    page.click(".me summary")
    page.click("button[value=dark]")
    assert page.url == f"{address}/page/"
    assert page.get_attribute("html", "data-theme") == "dark"
    context.close()
