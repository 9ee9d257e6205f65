"""The whole site in a folder of its own: prepared like `bin/run` does it, web and worker as processes of their own."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

ROOT = Path(__file__).resolve().parents[2]
# A slow machine is no fault of the site: everything waits this long, and goes on as soon as it can.
PATIENCE = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.1)


class Site:
    """`database_url` and `redis_url` are a server's addresses: the site makes its own database and takes a free queue.

    Without them it is the embedded site.
    """

    def __init__(self, database_url: str = "", redis_url: str = "", port: int = 0) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="talkoo-site-", ignore_cleanup_errors=True)
        self.data = Path(self._folder.name)
        self.port = port or free_port()
        self.address = f"http://localhost:{self.port}"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.servers = bool(database_url and redis_url)
        self.database_url = self._make_database(database_url) if self.servers else ""
        self.redis_url = self._take_queue(redis_url) if self.servers else ""

    @property
    def env(self) -> dict[str, str]:
        hidden = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        inherited = {
            n: v for n, v in os.environ.items() if not n.startswith(("PORTAL_", "PYTEST_")) and n not in hidden
        }
        own = {
            "DJANGO_SETTINGS_MODULE": "portal.settings.site",
            "PORTAL_DATA": str(self.data),
            "PORTAL_DEMO": "1",
            "PORT": str(self.port),
            "PORTAL_SUPPORT_PHONE": "+358 5 123 4500",
            "PORTAL_SUPPORT_MAIL": "support@kymi.example",
            "PORTAL_SUPPORT_HOURS": "Mon–Fri 8–17",
            "PORTAL_OPERATOR": "Kymi Machinery",
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        }
        if self.servers:
            own |= {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}
        return inherited | own

    def prepare(self, *, demo: bool = True) -> None:
        command = [sys.executable, str(ROOT / "bin" / "_prepare.py"), *(["--demo"] if demo else [])]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def start(self, name: str) -> None:
        """Starts `web` or `worker` in a session of its own, so that its children can be found."""
        command = [sys.executable, str(ROOT / "bin" / "_serve.py"), name]
        with (self.data / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def start_all(self) -> None:
        self.start("web")
        self.start("worker")
        self.wait_ready()

    def wait_ready(self) -> None:
        def ready() -> bool:
            assert self.processes["web"].poll() is None, self.log("web")
            return answers(self.address)

        until(ready, "the site answers")

    def kill(self, name: str) -> None:
        """kill -9 of the process and of what it started."""
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)

    def log(self, name: str) -> str:
        path = self.data / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(30)
        for name in list(self.processes):
            self.kill(name)
        if self.servers:
            with psycopg.connect(_beside(self.database_url), autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{_name(self.database_url)}" WITH (FORCE)')
            with redis.Redis.from_url(self.redis_url) as client:
                client.flushdb()
        self._folder.cleanup()

    @staticmethod
    def _make_database(url: str) -> str:
        name = f"talkoo_site_{os.getpid()}_{secrets.token_hex(3)}"
        with psycopg.connect(_beside(url), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

    @staticmethod
    def _take_queue(url: str) -> str:
        """A numbered database of the Redis server that nobody uses; the mark goes with the rest at the end."""
        for number in range(14, 0, -1):
            mine = urlunsplit(urlsplit(url)._replace(path=f"/{number}"))
            with redis.Redis.from_url(mine) as client:
                if not client.dbsize() and client.set("talkoo:taken", os.getpid(), nx=True):
                    return mine
        raise AssertionError("every database of the Redis server is in use")


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def _beside(url: str) -> str:
    """The server's own database, which always exists."""
    return urlunsplit(urlsplit(url)._replace(path="/postgres"))
