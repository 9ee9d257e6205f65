"""Pages and API answers at both sizes: times, requests a second, CPU, queries, bytes, and how they grow."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from bench import machine
from bench.places import DATABASE, SIZES, DataSet, database_url, say
from bench.site import Site, child, running, sign_in
from bench.targets import Target, targets

ONE_CLIENT_SECONDS, MANY_CLIENTS_SECONDS, WARM_SECONDS = 3.0, 5.0, 1.0
CLIENTS = 8
MARK_GROWTH, MARK_QUERIES = 1.5, 12


def measure(sizes: tuple[str, ...] = SIZES, only: str = "", browser: bool = True) -> dict[str, Any]:
    """All targets (or those whose name begins with `only`) over the named data sets."""
    found: dict[str, Any] = {"taken": machine.now(), "generator": "bench/load.py on the same cores", "sizes": {}}
    for size in sizes:
        data = DataSet(size)
        wanted = [target for target in targets(data.measured) if target.name.startswith(only)]
        say(f"Counting queries ({size})")
        counted: dict[str, Any] = child("bench.queries", data.environment(), size)
        figures: dict[str, Any] = {}
        with running(data) as site:
            cookies = {name: sign_in(site, email) for name, email in data.measured["people"].items()}
            for target in wanted:
                say(f"Measuring {target.name} ({size})")
                figures[target.name] = {**counted[target.name], **_one(data, site, target, cookies[target.person])}
            if browser:
                say(f"Counting bytes in the browser ({size})")
                pages = {t.name: t.path for t in wanted if t.person == "buyer" and not t.path.startswith("/api/")}
                arguments = [site.host, cookies["buyer"], *(f"{name}={path}" for name, path in pages.items())]
                for name, views in child("bench.browser", data.environment(), *arguments).items():
                    figures[name]["views"] = views
        found["sizes"][size] = figures
    found["taken"]["after"] = machine.now()
    found["ratios"] = ratios(found["sizes"])
    found["against_marks"] = against_marks(found)
    return found


def _one(data: DataSet, site: Site, target: Target, cookies: str) -> dict[str, Any]:
    def load(clients: int, seconds: float) -> dict[str, Any]:
        arguments = [str(site.port), target.path, cookies, str(clients), str(seconds)]
        return child("bench.load", data.environment(), *arguments)

    load(2, WARM_SECONDS)
    alone = load(1, ONE_CLIENT_SECONDS)
    web, database = machine.family(site.web), _database_processes(data)
    before = machine.cpu_seconds(web), machine.cpu_seconds(database)
    many = load(CLIENTS, MANY_CLIENTS_SECONDS)
    after = machine.cpu_seconds(web), machine.cpu_seconds(database)
    statuses = set(alone["statuses"]) | set(many["statuses"])
    return {
        "statuses": sorted(statuses),
        "ms": alone["ms"],
        "ms_of_8": many["ms"],
        "per_second": many["per_second"],
        "web_cpu_ms": round((after[0] - before[0]) * 1000 / many["requests"], 2),
        "database_cpu_ms": round((after[1] - before[1]) * 1000 / many["requests"], 2) if database else None,
        "sent_bytes": alone["bytes"],
        "calibration_ms": machine.calibrate(3),
    }


def _database_processes(data: DataSet) -> list[int]:
    """Server processes of this database, where it runs on this machine."""
    if (urlsplit(DATABASE).hostname or "localhost") not in {"localhost", "127.0.0.1", "::1"}:
        return []
    with psycopg.connect(database_url(data.database)) as connection:
        rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'talkoo'").fetchall()
    return [pid for (pid,) in rows if Path(f"/proc/{pid}").exists()]


def ratios(sizes: dict[str, Any]) -> dict[str, Any]:
    """Full against small, for what shows the same at both sizes."""
    small, full = sizes.get("small", {}), sizes.get("full", {})
    return {
        name: {
            "ms": round(full[name]["ms"]["p50"] / small[name]["ms"]["p50"], 2),
            "same_queries": full[name]["queries"] == small[name]["queries"],
        }
        for name in full
        if name in small
    }


def against_marks(found: dict[str, Any]) -> dict[str, Any]:
    """Which marks are reached, by page; what is not measured is left out."""
    answer: dict[str, Any] = {}
    largest = found["sizes"].get("full") or found["sizes"].get("small", {})
    for target in targets(_NAMES):
        figures = largest.get(target.name)
        if figures is None:
            continue
        reached = {"queries": figures["queries"] <= MARK_QUERIES, "answers": figures["statuses"] == ["200"]}
        if target.mark:
            reached["per_second"] = figures["per_second"] >= target.mark
        if target.alike and target.name in found["ratios"]:
            reached["growth"] = found["ratios"][target.name]["ms"] <= MARK_GROWTH
            reached["same_queries"] = found["ratios"][target.name]["same_queries"]
        answer[target.name] = reached
    return answer


# Ids that only serve to list the targets.
_NAMES = dict.fromkeys(("project", "quotation", "plan", "large_plan", "document", "account"), "")
