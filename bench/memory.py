"""Memory of web and worker at rest, in PSS: the embedded default and the shape with servers."""

import os
import subprocess
import sys
import tempfile
import time
from typing import Any

from bench import machine
from bench.places import ROOT, DataSet, say, surroundings
from bench.site import child, free_port, running, serve, sign_in, stop, wait_until_up

REST = 12
MARK_MB = 350


def measure(size: str = "small") -> dict[str, Any]:
    found = {"taken": machine.now(), "embedded": _embedded(), "servers": _servers(DataSet(size))}
    found["against_marks"] = {shape: found[shape]["at_rest"]["both"] <= MARK_MB for shape in ("embedded", "servers")}
    return found


def _servers(data: DataSet) -> dict[str, Any]:
    say("Measuring memory with PostgreSQL and Redis")
    with running(data, worker=True) as site:
        assert site.worker
        time.sleep(REST)
        rest = _pss(site.web, site.worker)
        cookies = sign_in(site, data.measured["people"]["buyer"])
        child("bench.load", data.environment(), str(site.port), "/", cookies, "8", "5")
        child("bench.pdfs", data.environment(), data.size, "1")
        return {"at_rest": rest, "after_load": _pss(site.web, site.worker)}


def _embedded() -> dict[str, Any]:
    say("Measuring memory of the embedded default")
    with tempfile.TemporaryDirectory(prefix="talkoo-bench-") as folder:
        port = free_port()
        environment = surroundings(PORTAL_DATA=folder, PORTAL_DEMO="1", PORT=str(port))
        command = [sys.executable, str(ROOT / "bin" / "_prepare.py")]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        web, worker = serve("web", environment), serve("worker", environment)
        try:
            wait_until_up(port, web)
            time.sleep(REST)
            return {"at_rest": _pss(web.pid, worker.pid)}
        finally:
            stop(web)
            stop(worker)


def _pss(web: int, worker: int) -> dict[str, float]:
    families = {"web": machine.family(web), "worker": machine.family(worker)}
    found = {name: machine.pss_mb(pids) for name, pids in families.items()}
    processes = sum(len(pids) for pids in families.values())
    return {**found, "both": round(sum(found.values()), 1), "processes": processes}


if os.name != "posix":
    sys.exit("PSS is read from /proc.")
