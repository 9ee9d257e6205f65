"""Writes THIRD-PARTY.md from requirements.txt and what the installed packages say; with `--check` only compares."""

import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "THIRD-PARTY.md"
HEAD = """# Third-party libraries

Installed beside Talkoo, not part of it. Written from `requirements.txt` by `bin/check --write`.
htmx (0BSD) comes inside django-htmx; licences of files in `static` folders lie beside them.

| Library | Version | Licence |
| --- | --- | --- |
"""


def licence(name: str) -> str:
    about = metadata(name)
    if expression := about.get("License-Expression"):
        return expression
    classified = [c.rsplit(" :: ", 1)[1] for c in about.get_all("Classifier") or [] if c.startswith("License :: ")]
    named = [c for c in classified if c != "OSI Approved"]
    text = (about.get("License") or "").strip()
    short = text if 0 < len(text) <= 60 and "\n" not in text else ""
    return ", ".join(named) or short or "see the package"


def page() -> str:
    rows = []
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            needed = Requirement(line)
            rows.append(f"| {needed.name} | {str(needed.specifier).removeprefix('==')} | {licence(needed.name)} |")
    return HEAD + "\n".join(sorted(rows, key=str.lower)) + "\n"


def main() -> int:
    try:
        text = page()
    except PackageNotFoundError as error:
        print(f"{error.name} is named in requirements.txt but not installed")
        return 1
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print("THIRD-PARTY.md does not match requirements.txt; run bin/check --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
