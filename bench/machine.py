"""The machine beside the figures: what it is, how fast it is today, how busy it is."""

import hashlib
import json
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# Above this load other work disturbs what is measured.
QUIET = 0.5


def calibrate(rounds: int = 5) -> float:
    """Milliseconds of CPU for a fixed task of Python, JSON and hashing: the median of some rounds."""
    return round(statistics.median(_fixed_task() for _round in range(rounds)), 1)


def _fixed_task() -> float:
    began = time.process_time()
    rows = [{"id": number, "name": f"row {number}", "share": number / 7} for number in range(4000)]
    for _time in range(5):
        text = json.dumps(rows, sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        rows = sorted(json.loads(text), key=lambda row: (digest[row["id"] % 64], row["name"]))
    total = 0
    for number in range(400_000):
        total += number * number % 7
    return (time.process_time() - began) * 1000


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "commit": _commit(),
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def now() -> dict[str, Any]:
    """Goes beside every figure: how fast and how busy the machine was."""
    load = os.getloadavg()[0]
    return {"calibration_ms": calibrate(), "load": round(load, 2), "noisy": load > QUIET}


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip()


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which `part` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(part * 1000) * len(ordered) // 1000) - 1))]


def spread(milliseconds: Sequence[float]) -> dict[str, float]:
    return {"p50": round(quantile(milliseconds, 0.5), 2), "p95": round(quantile(milliseconds, 0.95), 2)}


# --- processes -------------------------------------------------------------------------------------------------------


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += children.get(one, [])
    return found


def cpu_seconds(pids: Sequence[int]) -> float:
    """User and system time the processes have used."""
    ticks = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def pss_mb(pids: Sequence[int]) -> float:
    """Memory of the processes, shared pages counted by their share."""
    kilobytes = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        kilobytes += next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
    return round(kilobytes / 1024, 1)
