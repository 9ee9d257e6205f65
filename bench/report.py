"""Writes docs/figures.md from the figures that were kept."""

import json
from collections.abc import Iterable
from typing import Any

from bench.places import FIGURES, ROOT
from bench.targets import PEER, targets

PAGE = ROOT / "docs" / "figures.md"
HEAD = """# Figures

What the site costs, measured by `bin/bench` with the policy on, PostgreSQL, DEBUG off, two web processes of four
threads. Times move with the machine: compare them only beside a calibration figure. Counts and bytes do not move.

To repeat: `bin/bench data` (builds two databases, a few minutes), `bin/bench all`, `bin/bench report`.
`bin/bench --help` names single measurements. **Noisy** marks figures taken while other work used the machine.
"""
PEER_NOTE = """The mark is twice what the customer portal of Odoo 19 reached on the same kind of machine with the load
generator on the same cores: {peers} requests a second.
"""


def write() -> str:
    known = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    parts = [HEAD, *(section(known[name]) for name, section in SECTIONS.items() if name in known)]
    text = "\n".join(parts)
    PAGE.write_text(text)
    return str(PAGE)


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    head = list(head)
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join("–" if cell is None else str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _taken(taken: dict[str, Any]) -> str:
    noisy = taken["noisy"] or taken.get("after", {}).get("noisy")
    return f"Calibration {taken['calibration_ms']} ms, load {taken['load']}{' — **noisy**' if noisy else ''}.\n"


def _machine(found: dict[str, Any]) -> str:
    rows = [(name.replace("_", " "), found[name]) for name in ("date", "commit", "cpu", "cores", "memory_mb", "python")]
    rows.append(("calibration", f"{found['calibration_ms']} ms"))
    return "## Machine\n\n" + _table(("", ""), rows)


def _data(found: dict[str, Any]) -> str:
    wanted = {
        "projects": "projects.Project", "people": "people.Person", "quotations": "quotations.Quotation",
        "documents": "documents.Document", "activities": "activity.Activity", "built in": None, "verified in": None,
    }  # fmt: skip
    rows = []
    for name, label in wanted.items():
        cells = [f"{facts['rows'][label]:,}" if label else "" for facts in found.values()]
        if name == "built in":
            cells = [f"{facts['seconds']} s" for facts in found.values()]
        if name == "verified in":
            cells = [f"{facts['verified_seconds']} s" for facts in found.values()]
        rows.append((name, *cells))
    text = "The small one is one part in a hundred, with thirty projects so that the measured people have theirs.\n"
    return "## Data\n\n" + text + "\n" + _table(("", *found), rows)


def _pages(found: dict[str, Any]) -> str:
    size = "full" if "full" in found["sizes"] else "small"
    figures, ratios = found["sizes"][size], found["ratios"]
    rows = []
    for target in targets(_Any()):
        if target.name not in figures:
            continue
        one = figures[target.name]
        ratio = ratios.get(target.name)
        rows.append(
            (
                target.name,
                f"{one['ms']['p50']} / {one['ms']['p95']}",
                one["per_second"],
                target.mark,
                one["web_cpu_ms"],
                one["database_cpu_ms"],
                f"{one['queries']} + {one['session_and_person']}",
                ratio["ms"] if ratio and target.alike else None,
                one["calibration_ms"],
            )
        )
    head = (
        "", "ms p50 / p95, 1 client", "requests/s, 8 clients", "mark", "web CPU ms", "database CPU ms",
        "queries + door", "full / small", "calibration ms",
    )  # fmt: skip
    peers = ", ".join(f"{name} {number}" for name, number in PEER.items())
    text = f"## Pages and API ({size} data)\n\n{_taken(found['taken'])}\n{PEER_NOTE.format(peers=peers)}\n"
    text += "Queries: at most 12 a page; the door (session and person) apart. Full / small: at most 1.5.\n\n"
    return text + _table(head, rows) + "\n" + _bytes(figures)


def _bytes(figures: dict[str, Any]) -> str:
    rows = [
        (
            name,
            f"{one['html_bytes'] / 1000:.1f}",
            f"{one['sent_bytes'] / 1000:.1f}",
            f"{one['views']['first']['bytes'] / 1000:.1f} ({one['views']['first']['requests']})",
            f"{one['views']['repeat']['bytes'] / 1000:.1f} ({one['views']['repeat']['requests']})",
        )
        for name, one in figures.items()
        if "views" in one
    ]
    if not rows:
        return ""
    head = ("", "HTML kB", "sent with gzip kB", "first view kB (requests)", "repeat view kB (requests)")
    return "### Bytes in Chromium\n\n" + _table(head, rows)


def _pdf(found: dict[str, Any]) -> str:
    rows = [
        ("one PDF of ten lines", f"{found['ms']} ms, {found['bytes'] / 1000:.1f} kB"),
        ("Home, p50 / p95, idle", _ms(found["page_ms_idle"])),
        ("Home, p50 / p95, while eight PDFs are queued", _ms(found["page_ms_while_8_are_queued"])),
    ]
    return f"## PDF\n\n{_taken(found['taken'])}\n" + _table(("", ""), rows)


def _ms(spread: dict[str, float]) -> str:
    return f"{spread['p50']} / {spread['p95']} ms"


def _memory(found: dict[str, Any]) -> str:
    rows = [
        (name, *(found[shape][when][part] for part in ("web", "worker", "both", "processes")))
        for name, shape, when in (
            ("embedded, at rest", "embedded", "at_rest"),
            ("PostgreSQL and Redis (apart), at rest", "servers", "at_rest"),
            ("the same after load and a PDF", "servers", "after_load"),
        )
    ]
    text = f"## Memory\n\n{_taken(found['taken'])}\nPSS in MB; the mark is 350 for web and worker at rest.\n\n"
    return text + _table(("", "web", "worker", "both", "processes"), rows)


def _start(found: dict[str, Any]) -> str:
    rows = [
        ("fresh clone, with downloads", f"{found['seconds_with_downloads']} s"),
        ("fresh clone, packages kept", f"{found['seconds_without_downloads']} s"),
        ("second start", f"{found['seconds_second_start']} s"),
    ]
    return f"## bin/run to the first page\n\n{_taken(found['taken'])}\n" + _table(("", ""), rows)


def _lighthouse(found: dict[str, Any]) -> str:
    if "not_run" in found:
        return f"## Lighthouse\n\nNot run: {found['not_run']}\n"
    rows = [
        (name, page["performance"], page["accessibility"], page["best-practices"], ", ".join(page["not_full"]))
        for name, page in found["pages"].items()
    ]
    head = ("", "performance", "accessibility", "best practices", "not full")
    return f"## Lighthouse (mobile)\n\n{_taken(found['taken'])}\n" + _table(head, rows)


class _Any(dict[str, str]):
    """Ids that only serve to list the targets."""

    def __missing__(self, name: str) -> str:
        return ""


SECTIONS = {
    "calibrate": _machine,
    "data": _data,
    "pages": _pages,
    "pdf": _pdf,
    "memory": _memory,
    "start": _start,
    "lighthouse": _lighthouse,
}
