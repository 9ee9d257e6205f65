"""kill -9 of web and worker while people write: what was acknowledged is there, once, and the trail is whole."""

import importlib.util
import json
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import pytest

from tests.browser.conftest import Stage
from tests.browser.site import PATIENCE, ROOT, Site, until

pytestmark = pytest.mark.faults

KILLS = ["web", "worker", "web", "web", "worker", "web"]


def backends() -> Any:
    spec = importlib.util.spec_from_file_location("backends", ROOT / "bin" / "_backends.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    # Its data classes look themselves up by the module's name.
    sys.modules["backends"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["embedded", "servers"])
def fragile(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A site of this test's own in each of its two shapes."""
    with ExitStack() as stack:
        urls = []
        if request.param == "servers":
            found = backends()
            if not (programs := found.postgresql_programs()) or not found.shutil.which("redis-server"):
                pytest.skip("not run: faults on PostgreSQL and Redis (their programs are not installed)")
            urls = [found.start_postgresql(stack, programs) + "/talkoo", found.start_redis(stack)]
        site = Site(*urls)
        stack.callback(site.stop)
        site.prepare()
        site.start_all()
        yield site


class Writer(threading.Thread):
    """Writes one thing after the other, each until it is acknowledged; the same key when it has to ask again."""

    def __init__(self, site: Site, token: str, name: str, write: Callable[["Writer", str], None]) -> None:
        super().__init__(name=name, daemon=True)
        self.site, self.token, self.write = site, token, write
        self.stop = threading.Event()
        self.acknowledged: list[str] = []
        self.lost_lines = 0

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            number += 1
            text = f"{self.name} {number}"
            self.write(self, text)
            self.acknowledged.append(text)

    def call(self, method: str, path: str, body: Any, **headers: str) -> Any:
        """The answer to one call, asked again for as long as nobody answers."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        end = time.monotonic() + PATIENCE
        while True:
            request = urllib.request.Request(self.site.address + path, raw, sent, method=method)
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return json.loads(answer.read() or b"null")
            except urllib.error.HTTPError as error:
                # Only a server that is being killed may fail like this; anything else is a fault of the site.
                assert error.code in {409, 500, 502, 503}, (error.code, error.read())
                if error.code == 409:
                    return json.loads(error.read())
            except (OSError, ValueError):
                self.lost_lines += 1
            assert time.monotonic() < end, f"{path} never answered"
            time.sleep(0.2)

    def get(self, path: str) -> Any:
        request = urllib.request.Request(self.site.address + path, headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())

    def get_all(self, path: str) -> list[Any]:
        found, here = [], path
        while here:
            page = self.get(here)
            found += page["results"]
            here = page["next"].split(self.site.address)[-1] if page["next"] else ""
        return found


def test_nothing_acknowledged_is_lost_or_doubled(fragile: Site) -> None:
    site = fragile
    stage = Stage(site.env)
    buyer = stage.person(name="Berit Lund")["email"]
    sales = stage.person(name="Seppo Salo", firm="KYMI", seller=True)["email"]
    project = stage.project(code="FAULT", sales=sales, people=[[buyer, "customer", "purchase_lead"]])
    quotation = stage.quotation(project=project, sales=sales, title="Felts and guide roll")
    tokens = {email: stage.token(email=email) for email in (buyer, sales)}
    questions = f"/api/v1/quotations/{quotation}/questions/"

    def ask(me: Writer, text: str) -> None:
        me.call("POST", questions, {"line_key": line, "text": text}, **{"Idempotency-Key": str(uuid4())})

    def propose(me: Writer, text: str) -> None:
        slot = {"local": "2030-03-04T10:00", "zone": "Europe/Helsinki", "minutes": 60}
        body = {"space": project, "kind": "meeting", "title": text, "slots": [slot]}
        me.call("POST", "/api/v1/schedule/", body, **{"Idempotency-Key": str(uuid4())})

    def file(me: Writer, text: str) -> None:
        content = f"{text}\n".encode() * 200
        body = {"space": project, "name": f"{text}.txt", "size": len(content), "category": "other"}
        body["confidentiality"] = "general"
        upload = me.call("POST", "/api/v1/uploads/", body, **{"Idempotency-Key": str(uuid4())})
        me.call(
            "PUT",
            f"/api/v1/uploads/{upload['id']}/",
            content,
            **{"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"},
        )

    asker = Writer(site, tokens[buyer], "Question", ask)
    proposer = Writer(site, tokens[sales], "Meeting", propose)
    filer = Writer(site, tokens[sales], "Paper", file)
    line = asker.get(f"/api/v1/quotations/{quotation}/")["revision"]["lines"][0]["line_key"]
    writers = [asker, proposer, filer]
    for writer in writers:
        writer.start()

    # When exactly it dies is not to be the same each time.
    moments = random.Random()
    for victim in KILLS:
        time.sleep(moments.uniform(0.5, 3))
        site.kill(victim)
        time.sleep(moments.uniform(0, 1))
        site.start(victim)
        if victim == "web":
            site.wait_ready()
    for writer in writers:
        writer.stop.set()
    for writer in writers:
        writer.join(PATIENCE)
        assert not writer.is_alive()

    assert all(writer.acknowledged for writer in writers)
    assert any(writer.lost_lines for writer in writers), "no kill met a write: the test proved nothing"
    asked = Counter(each["text"] for each in asker.get(questions))
    assert asked == Counter(asker.acknowledged)
    met = Counter(each["title"] for each in proposer.get_all(f"/api/v1/schedule/?space={project}"))
    assert met == Counter(proposer.acknowledged)

    def filed() -> list[Any]:
        return filer.get_all(f"/api/v1/documents/?space={project}&page_size=100")

    until(lambda: all(each["current"] for each in filed()), "every paper is checked by the worker", PATIENCE * 2)
    assert Counter(each["title"] for each in filed()) == Counter(filer.acknowledged)

    def whole() -> bool:
        command = [sys.executable, "manage.py", "audit_verify"]
        return subprocess.run(command, cwd=ROOT, env=site.env, capture_output=True, check=False).returncode == 0

    until(whole, "the trail is linked and whole")
    stage.close()
