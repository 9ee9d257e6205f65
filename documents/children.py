"""Starting one of our own modules as a child: nothing of our surroundings goes with it, and it ends in time."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A child that could not lock itself in ends with this status.
UNPROTECTED = 4
KEPT = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class ChildFailed(Exception):
    """The child crashed, ran out of its limits or time, or could not start. `told` is the end of what it said."""

    def __init__(self, told: str, *, status: int | None) -> None:
        self.told = told
        self.status = status
        super().__init__(told)


def run(module: str, arguments: Sequence[str] = (), *, given: bytes = b"", seconds: int) -> bytes:
    """What `python -m module` wrote to its standard output. Raises: ChildFailed."""
    surroundings = {name: os.environ[name] for name in KEPT if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="talkoo-child-") as home:
        # A home of its own: libraries look there for settings and keep caches there.
        surroundings |= {"HOME": home, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-s", "-m", module, *arguments],
                input=given, capture_output=True, cwd=ROOT, env=surroundings, timeout=seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise ChildFailed(f"stopped after {seconds} s", status=None) from error
    if done.returncode != 0:
        raise ChildFailed(done.stderr.decode("utf-8", "replace")[-500:], status=done.returncode)
    return done.stdout
