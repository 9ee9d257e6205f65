"""From a fresh clone to the first page, as a newcomer does it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import machine
from bench.places import ROOT, say
from bench.site import answers, free_port

PATIENCE = 900


def measure() -> dict[str, Any]:
    """Seconds from the command to the first page: with downloads, from kept packages, and the second time."""
    found: dict[str, Any] = {"taken": machine.now()}
    with tempfile.TemporaryDirectory(prefix="talkoo-start-") as name:
        folder, wheels = Path(name) / "clone", Path(name) / "wheels"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(ROOT / "requirements.txt"), "-d", str(wheels)], check=True)
        say("Starting with downloads")
        found["seconds_with_downloads"] = _start(folder, {"PIP_NO_CACHE_DIR": "1"})
        say("Starting again")
        found["seconds_second_start"] = _start(folder, {})
        shutil.rmtree(folder / ".venv")
        shutil.rmtree(folder / "var", ignore_errors=True)
        say("Starting from kept packages")
        kept = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_NO_CACHE_DIR": "1"}
        found["seconds_without_downloads"] = _start(folder, kept)
    return found


def _start(folder: Path, more: dict[str, str]) -> float:
    own = ("PORTAL_", "TALKOO_", "DATABASE_URL", "REDIS_URL", "PYTHONPATH", "DJANGO_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    port = free_port()
    began = time.monotonic()
    process = subprocess.Popen(
        [str(folder / "bin" / "run")],
        env={**environment, **more, "PORT": str(port)},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not answers(port, "/sign-in/"):
            if process.poll() is not None or time.monotonic() - began > PATIENCE:
                sys.exit("bin/run did not start the site.")
            time.sleep(0.05)
        return round(time.monotonic() - began, 1)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
