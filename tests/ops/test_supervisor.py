"""The one command over web and worker: starts both, stops both, and notices when one dies."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.faults


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(condition: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def session_of(leader: int) -> list[int]:
    """Every process of the session: the child and what it started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            found.append(int(stat.parent.name))
    return found


class Site:
    """The embedded site in a folder of its own, without demo data."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        hidden = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        env = {n: v for n, v in os.environ.items() if not n.startswith("PORTAL_") and n not in hidden}
        env |= {"PORTAL_DATA": str(data), "PORTAL_DEMO": "1", "PORT": str(self.port), "PYTHONPATH": str(ROOT)}
        prepared = subprocess.run(
            [sys.executable, "bin/_prepare.py"], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        )
        self.facts = json.loads(prepared.stdout)
        self.process = subprocess.Popen(
            [sys.executable, "bin/_supervise.py", prepared.stdout], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
        )

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def children(self) -> dict[str, int]:
        pid = self.process.pid
        found = {}
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
            found["web" if "uvicorn" in words else "worker"] = int(child)
        return found


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    try:
        assert wait(site.answers)
        yield site
    finally:
        site.process.kill()
        site.process.wait()


def test_interrupt_stops_all_of_it(site: Site) -> None:
    children = site.children()
    assert set(children) == {"web", "worker"}
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(30) == 0
    assert not any(alive(pid) for pid in children.values())
    assert site.facts["address"] in (site.process.stdout.read() if site.process.stdout else "")


@pytest.mark.parametrize("victim", ["web", "worker"])
def test_a_dead_child_ends_the_command_with_an_error(site: Site, victim: str) -> None:
    children = site.children()
    started = {name: session_of(pid) for name, pid in children.items()}
    os.kill(children[victim], signal.SIGKILL)
    assert site.process.wait(30) == 1
    assert not any(alive(pid) for pids in started.values() for pid in pids)


def test_a_killed_supervisor_leaves_nothing_behind(site: Site) -> None:
    children = site.children()
    site.process.kill()
    assert wait(lambda: not any(alive(pid) for pid in children.values()))


def test_a_taken_port_is_said(site: Site) -> None:
    second = subprocess.run(
        [sys.executable, "bin/_supervise.py", json.dumps(site.facts)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"Port {site.port} is taken" in second.stderr
