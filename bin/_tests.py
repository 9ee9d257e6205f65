"""Runs pytest on the backends that can be had and sums up."""

import os
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from _backends import Backends, find_backends

ROOT = Path(__file__).resolve().parents[1]
SUMMARY = re.compile(r"(\d+) (passed|failed|errors?|skipped|deselected|xfailed|xpassed)")
NOTHING_COLLECTED = 5


def pytest(title: str, env: dict[str, str], *arguments: str) -> dict[str, int]:
    """One run. Its output goes through as it comes; the counts are read from its last line."""
    print(f"\n=== {title}", flush=True)
    command = [sys.executable, "-m", "pytest", "--color=no", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    last = ""
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)
        if SUMMARY.search(line):
            last = line
    code = process.wait()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for number, word in SUMMARY.findall(last):
        word = "failed" if word.startswith(("error", "xpassed")) else word
        if word in counts:
            counts[word] += int(number)
    if code not in {0, NOTHING_COLLECTED} and not counts["failed"]:
        counts["failed"] = 1  # pytest itself ended badly, which its counts do not show
    return counts


def surroundings(backends: Backends | None) -> dict[str, str]:
    """The person's own settings of the site never reach the tests."""
    hidden = {"DATABASE_URL", "REDIS_URL"}
    env = {n: v for n, v in os.environ.items() if not n.startswith("PORTAL_") and n not in hidden}
    # The one name that is about the tests themselves.
    if data := os.environ.get("PORTAL_TEST_DATA"):
        env["PORTAL_TEST_DATA"] = data
    if backends:
        env.update(DATABASE_URL=backends.database_url, REDIS_URL=backends.redis_url)
    return env


def main(arguments: list[str]) -> int:
    runs: list[tuple[str, dict[str, int]]] = []
    with ExitStack() as stack:
        if arguments[:1] == ["faults"]:
            title = "faults, on servers of their own"
            runs.append((title, pytest(title, surroundings(None), "-m", "faults", *arguments[1:])))
        else:
            backends = find_backends(stack)
            title = f"on {backends.description}" if backends else "embedded: SQLite and the folder queue"
            if arguments:
                runs.append((title, pytest(title, surroundings(backends), *arguments)))
            else:
                counts = pytest(f"full suite {title}", surroundings(backends), "-n", "2", "--dist", "loadfile")
                runs.append((f"full suite {title}", counts))
                if backends:
                    title = "embedded subset on SQLite and the folder queue"
                    runs.append((title, pytest(title, surroundings(None), "-m", "embedded and not faults", "-n", "2")))
    print()
    for title, counts in runs:
        print(f"{title}: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    passed = sum(counts["passed"] for _, counts in runs)
    failed = sum(counts["failed"] for _, counts in runs)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
