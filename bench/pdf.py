"""PDFs of quotations of ten lines: how long, how large, and whether pages wait while eight are made."""

import statistics
import subprocess
import sys
from typing import Any

from bench import machine
from bench.places import ROOT, DataSet, say
from bench.site import Site, child, running, sign_in

QUEUED = 8
PEER_MS, PEER_BYTES = 1509, 1_000_000


def measure(size: str = "small") -> dict[str, Any]:
    data = DataSet(size)
    taken = machine.now()
    with running(data, worker=True) as site:
        cookies = sign_in(site, data.measured["people"]["buyer"])
        say("Making the first PDFs")
        child("bench.pdfs", data.environment(), size, "1")  # the child process loads the renderer once
        one: dict[str, Any] = child("bench.pdfs", data.environment(), size, "5")
        _pages(data, site, cookies, 1.0)
        idle = _pages(data, site, cookies, 6.0)
        say(f"Asking for {QUEUED} at once")
        command = [sys.executable, "-m", "bench.pdfs", size, str(QUEUED)]
        making = subprocess.Popen(command, env=data.environment(), cwd=ROOT, stdout=subprocess.DEVNULL)
        busy = _pages(data, site, cookies, 6.0)
        if making.wait():
            sys.exit("The PDFs were not made.")
    ms = statistics.median(one["ms"])
    return {
        "taken": taken,
        "ms": ms,
        "bytes": one["bytes"],
        "page_ms_idle": idle["ms"],
        "page_ms_while_8_are_queued": busy["ms"],
        "against_marks": {
            "a third of the peer's time": ms <= PEER_MS / 3,
            "a tenth of the peer's size": one["bytes"] <= PEER_BYTES / 10,
            "pages wait at most twice as long": busy["ms"]["p95"] <= 2 * idle["ms"]["p95"],
        },
    }


def _pages(data: DataSet, site: Site, cookies: str, seconds: float) -> dict[str, Any]:
    return child("bench.load", data.environment(), str(site.port), "/", cookies, "1", str(seconds))
