"""One real site for the whole run, a browser for each file, and people who are new in each test."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.journey import SIGHT, Journey, Watch
from tests.browser.site import PATIENCE, ROOT, answers, until

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
STAGE = "import django; django.setup(); from tests.browser.stage import main; main()"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Running:
    address: str
    env: dict[str, str]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The site of this run. Who comes first has the keeper start it; the keeper stops it after the last one left."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = Path(os.environ.get("TALKOO_SITE", shared / "browser-site"))
    folder.mkdir(exist_ok=True)
    where = folder / "site.json"
    with (folder / "users").open("a") as users:
        with (folder / "door").open("a") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            # Waits while a keeper that found itself alone is stopping its site.
            fcntl.flock(users, fcntl.LOCK_SH)
            if not where.exists():
                _keep(folder, where)
        running = Running(**json.loads(where.read_text()))
        assert answers(running.address)
        yield running


def _keep(folder: Path, where: Path) -> None:
    log = folder / "keeper.log"
    with log.open("w") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.keeper", str(folder)],
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )

    def started() -> bool:
        assert keeper.poll() is None, log.read_text()
        return where.exists()

    until(started, "the site starts", seconds=PATIENCE * 2)


class Stage:
    """Asks the site's own services for people, projects and papers."""

    def __init__(self, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", STAGE],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(**arguments: Any) -> Any:
            assert self.process.stdin
            assert self.process.stdout
            self.process.stdin.write(json.dumps([name, arguments]) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
            assert answer, f"{name} failed, see the error above"
            return json.loads(answer)

        return call

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


@pytest.fixture(scope="module")
def stage(site: Running) -> Iterator[Stage]:
    made = Stage(site.env)
    yield made
    made.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # One per file: its loop runs in this thread, and the database is not to be touched meanwhile.
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def visit(browser: Any, site: Running) -> Iterator[Callable[..., Journey]]:
    """visit(width=1280, **context) → somebody at an own browser; what no page may do is looked at afterwards."""
    watch = Watch(site.address)
    contexts: list[Any] = []

    def open_browser(*, width: int = 1280, height: int = 900, **more: Any) -> Journey:
        context = browser.new_context(
            viewport={"width": width, "height": height}, timezone_id="Europe/Helsinki", locale="en-GB", **more
        )
        # What is not there within this time will not come, even on a busy machine.
        context.set_default_timeout(SIGHT)
        contexts.append(context)
        page = context.new_page()
        watch.on(page)
        return Journey(page, site.address)

    yield open_browser
    for context in contexts:
        context.close()
    assert watch.wrong == []
