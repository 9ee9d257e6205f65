"""Lighthouse (mobile) on Home and a quotation. It is fetched into the data folder on first use."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import machine
from bench.browser import chromium
from bench.places import FOLDER, DataSet, say
from bench.site import running, sign_in
from bench.targets import targets

VERSION = "12"
CATEGORIES = ("performance", "accessibility", "best-practices")
MARKS = {"performance": 95, "accessibility": 100, "best-practices": 100}
METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def measure(size: str = "small") -> dict[str, Any]:
    program = _program()
    if program is None:
        return {"not_run": "Lighthouse could not be installed (npm missing, or no network)."}
    data = DataSet(size)
    found: dict[str, Any] = {"taken": machine.now(), "pages": {}}
    with running(data) as site:
        cookies = sign_in(site, data.measured["people"]["buyer"])
        for target in targets(data.measured):
            if target.name in {"home", "quotation"}:
                say(f"Lighthouse on {target.name}")
                found["pages"][target.name] = _run(program, f"http://{site.host}{target.path}", cookies)
    found["against_marks"] = {
        name: all(page[category] >= mark for category, mark in MARKS.items()) for name, page in found["pages"].items()
    }
    return found


def _program() -> Path | None:
    folder = FOLDER / "lighthouse"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        if not shutil.which("npm"):
            return None
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, cwd=folder)
    return program if program.exists() else None


def _run(program: Path, url: str, cookies: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="talkoo-lighthouse-") as folder:
        report = Path(folder) / "report.json"
        command = [
            *(str(program), url, "--quiet", "--output=json", f"--output-path={report}"),
            f"--only-categories={','.join(CATEGORIES)}",
            f"--extra-headers={json.dumps({'Cookie': cookies})}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
        ]
        done = subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium()}, check=False)
        if done.returncode:
            sys.exit("Lighthouse failed.")
        figures = json.loads(report.read_text())
    scores = {name: round(100 * (figures["categories"][name]["score"] or 0)) for name in CATEGORIES}
    metrics = {name: round(figures["audits"][name]["numericValue"], 3) for name in METRICS}
    lost = [
        name
        for category in CATEGORIES
        for name in (ref["id"] for ref in figures["categories"][category]["auditRefs"] if ref["weight"])
        if (figures["audits"][name]["score"] or 0) < 0.9
        and figures["audits"][name]["scoreDisplayMode"] != "notApplicable"
    ]
    return {**scores, "metrics": metrics, "not_full": lost}
