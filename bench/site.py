"""The real site, started and stopped as its own commands start it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.places import PASSWORD, ROOT, DataSet

PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Site:
    """A running site and the process ids of its servers."""

    port: int
    web: int
    worker: int | None = None

    @property
    def host(self) -> str:
        return f"localhost:{self.port}"


def prepare(environment: dict[str, str]) -> None:
    """Texts and static files; the database is there already."""
    command = [sys.executable, str(ROOT / "bin" / "_prepare.py"), "--no-migrate"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def running(data: DataSet, *, worker: bool = False) -> Iterator[Site]:
    """Web (and worker) over one data set, in the shape of bin/web and bin/worker."""
    port = free_port()
    environment = data.environment(port)
    prepare(environment)
    web = serve("web", environment)
    helper = serve("worker", environment) if worker else None
    try:
        wait_until_up(port, web)
        yield Site(port, web.pid, helper.pid if helper else None)
    finally:
        for process in (web, helper):
            if process is not None:
                stop(process)


def serve(name: str, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, str(ROOT / "bin" / "_serve.py"), name],
        env={**environment, "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"},
        cwd=ROOT,
        start_new_session=True,
    )


def stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until_up(port: int, process: "subprocess.Popen[bytes]", path: str = "/healthz") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit("The site did not start.")
        if answers(port, path):
            return
        time.sleep(0.05)
    sys.exit("The site does not answer.")


def answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def sign_in(site: Site, email: str) -> str:
    """Through the door like anybody; returns the cookies to send along."""
    cookies: dict[str, str] = {}
    page = _ask(site, "GET", "/sign-in/", cookies)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    key = re.search(rb'name="idempotency_key" value="([^"]+)"', page)
    form = {"email": email, "password": PASSWORD, "next": "/"}
    form |= {"csrfmiddlewaretoken": token[1].decode()} if token else {}
    form |= {"idempotency_key": key[1].decode()} if key else {}
    _ask(site, "POST", "/sign-in/", cookies, urlencode(form))
    if "talkoo_session" not in cookies:
        sys.exit(f"{email} could not sign in.")
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _ask(site: Site, method: str, path: str, cookies: dict[str, str], body: str = "") -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    headers = {"Host": site.host, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body=body or None, headers=headers)
    response = connection.getresponse()
    for name, value in response.getheaders():
        if name.lower() == "set-cookie":
            cookie, _, _rest = value.partition(";")
            key, _, text = cookie.partition("=")
            cookies[key] = text
    content = response.read()
    connection.close()
    return content


def child(module: str, environment: dict[str, str], *arguments: str) -> dict[str, object]:
    """Runs one of our modules as a process of its own; its last line is JSON."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{module} ended with status {done.returncode}")
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))
