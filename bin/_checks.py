"""The parts of bin/check. Each prints what is wrong; all of them run even when one fails."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CODE = ["portal", "documents", "sales_module", "coop_plan", "tests", "bench", "bin", "manage.py"]
OPENAPI = ROOT / "docs" / "openapi.yaml"
SITE = {"PORTAL_DEMO": "1", "DJANGO_SETTINGS_MODULE": "portal.settings.site"}


def run(*command: str, **env: str) -> bool:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return subprocess.run(command, cwd=ROOT, env={**surroundings, **env}).returncode == 0


def program(name: str, *arguments: str) -> bool:
    return run(str(BIN / name), *arguments)


def existing(names: list[str]) -> list[str]:
    return [name for name in names if (ROOT / name).exists()]


def manage(*arguments: str) -> bool:
    """Django's command line on a throw-away folder: checks never touch an installation."""
    with tempfile.TemporaryDirectory(prefix="talkoo-check-") as data:
        return run(sys.executable, "manage.py", *arguments, PORTAL_DATA=data, **SITE)


def mypy() -> bool:
    """mypy leaves without running exit handlers, so what the settings make on import is removed here."""
    with tempfile.TemporaryDirectory(prefix="talkoo-check-") as folder:
        return run(str(BIN / "mypy"), TMPDIR=folder)


def openapi() -> bool:
    """docs/openapi.yaml is what the code describes, without a warning."""
    with tempfile.TemporaryDirectory(prefix="talkoo-check-") as folder:
        new = Path(folder) / "openapi.yaml"
        if not manage("spectacular", "--file", str(new), "--validate", "--fail-on-warn"):
            return False
        if OPENAPI.exists() and OPENAPI.read_bytes() == new.read_bytes():
            return True
        subprocess.run(["diff", "-u", str(OPENAPI), str(new)], stdout=sys.stdout)
    print("docs/openapi.yaml does not match the code; run bin/check --write")
    return False


PARTS: dict[str, tuple[str, Callable[[], bool]]] = {
    "format": ("Python is formatted", lambda: program("ruff", "format", "--check", "--quiet", *existing(CODE))),
    "ruff": ("Python is clean", lambda: program("ruff", "check", "--quiet", *existing(CODE))),
    "mypy": ("types hold", mypy),
    "imports": ("imports point down", lambda: program("lint-imports", "--no-cache")),
    "djlint": (
        "templates are clean",
        lambda: program("djlint", "--lint", "--quiet", *existing(["templates", "portal"])),
    ),
    "system": ("Django's own checks", lambda: manage("check", "--fail-level", "WARNING")),
    "migrations": ("models and migrations agree", lambda: manage("makemigrations", "--check", "--dry-run")),
    "openapi": ("the API's description is current", openapi),
    "settings": ("docs/settings.md is current", lambda: run(sys.executable, "-m", "portal.settings.doc", "--check")),
    "licences": ("THIRD-PARTY.md is current", lambda: run(sys.executable, "bin/_licences.py", "--check")),
    "assets": ("styles and scripts are bundled", lambda: run("bin/ui_bundle", "--check", PYTHON=sys.executable)),
    "messages": ("texts are translated", lambda: run(sys.executable, "bin/_messages.py", "check")),
}


def write() -> None:
    program("ruff", "format", "--quiet", *existing(CODE))
    run(sys.executable, "-m", "portal.settings.doc")
    run(sys.executable, "bin/_licences.py")
    run(sys.executable, "bin/_messages.py", "extract")
    manage("spectacular", "--file", str(OPENAPI))


def main(arguments: list[str]) -> int:
    if "--write" in arguments:
        write()
    names = [name for name in arguments if name != "--write"] or list(PARTS)
    if unknown := set(names) - set(PARTS):
        print(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}")
        return 2
    failed = []
    for name in names:
        title, check = PARTS[name]
        began = time.monotonic()
        good = check()
        print(f"{'ok    ' if good else 'FAILED'}  {name}: {title} ({time.monotonic() - began:.1f} s)", flush=True)
        if not good:
            failed.append(name)
    print(f"checks: {len(names) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
