"""One foreground command over web and worker: starts both, says where the site is, stops both.

Only the standard library: this process stays in memory as long as the site runs.
"""

import contextlib
import ctypes
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

HERE = Path(__file__).resolve().parent
PATIENCE = 20  # seconds a child may take to finish what it is doing
SIGN_INS = (
    ("buyer@aava.example", "customer: purchase lead"),
    ("sales@kymi.example", "supplier: sales manager"),
    ("kam@kymi.example", "supplier: key account manager"),
)


def die_with_parent() -> None:
    """In the child: a killed supervisor leaves no servers behind (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


class Supervisor:
    def __init__(self, facts: dict[str, object]) -> None:
        self.facts = facts
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def start(self, name: str) -> None:
        # A try-out may run as root without being told so at each start.
        quiet = {**os.environ, "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}
        # An own session: Ctrl-C reaches only this process, which then asks each main process once.
        self.children[name] = subprocess.Popen(
            [sys.executable, str(HERE / "_serve.py"), name],
            env=quiet,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        if self.stopping:
            return
        self.stopping = True
        for child in self.children.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)

    def answers(self) -> bool:
        bind = str(self.facts["bind"])
        target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)
        connection = http.client.HTTPConnection(target, int(str(self.facts["port"])), timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": str(self.facts["host"])})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def run(self) -> int:
        signal.signal(signal.SIGINT, self.stop)
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGHUP, self.stop)
        self.start("web")
        self.start("worker")
        told, failed = False, False
        while not self.stopping:
            for name, child in self.children.items():
                if child.poll() is not None and not self.stopping:
                    print(f"The {name} process ended unexpectedly (exit status {child.returncode}).", file=sys.stderr)
                    failed = True
            if failed:
                self.stop()
            elif not told and self.answers():
                told = True
                self.tell()
            time.sleep(0.5 if told else 0.1)
        deadline = time.monotonic() + PATIENCE
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            # Whatever the child started belongs to its session; a killed one leaves its own children behind.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        return 1 if failed else 0

    def tell(self) -> None:
        print(f"\n  Talkoo is ready: {self.facts['address']}/")
        if self.facts["demo"]:
            print("\n  Sign in with the password talkoo-demo-2026 as")
            for email, who in SIGN_INS:
                print(f"    {email:<22} {who}")
        print("\n  Ctrl-C stops it.\n", flush=True)


def main() -> int:
    facts = json.loads(sys.argv[1])
    family = socket.AF_INET6 if ":" in facts["bind"] else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((facts["bind"], facts["port"]))
        except OSError:
            port = facts["port"]
            print(f"Port {port} is taken. Choose another one:  PORT={port + 1} bin/run", file=sys.stderr)
            return 1
    return Supervisor(facts).run()


if __name__ == "__main__":
    sys.exit(main())
