"""Where the measured data live, and the settings under which the site is measured."""

import getpass
import json
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
SIZES = ("small", "full")
FOLDER = Path(os.environ.get("BENCH_DATA") or ROOT / "var" / "bench")
FIGURES = FOLDER / "figures.json"
PASSWORD = "talkoo-demo-2026"
DATABASE = os.environ.get("DATABASE_URL") or f"postgresql://{getpass.getuser()}@localhost:5432/postgres"
QUEUE = os.environ.get("REDIS_URL") or "redis://localhost:6379/14"


def database_url(name: str) -> str:
    return urlunsplit(urlsplit(DATABASE)._replace(path=f"/{name}"))


def surroundings(**settings: str) -> dict[str, str]:
    """The environment of a measured process: what the person's shell says about the site stays outside."""
    hidden = {"DATABASE_URL", "REDIS_URL", "PORT", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_") and name not in hidden}
    return {**kept, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "portal.settings.site", **settings}


@dataclass(frozen=True)
class DataSet:
    """One built data set: its database, its folder and the ids of what is measured in it."""

    size: str

    @property
    def database(self) -> str:
        return f"talkoo_bench_{self.size}"

    @property
    def folder(self) -> Path:
        return FOLDER / self.size

    @cached_property
    def facts(self) -> dict[str, Any]:
        path = self.folder / "bench.json"
        if not path.exists():
            sys.exit(f"There is no {self.size} data set yet. Type:  bin/bench data {self.size}")
        return dict(json.loads(path.read_text()))

    @property
    def measured(self) -> dict[str, Any]:
        return dict(self.facts["measured"])

    def environment(self, port: int = 0) -> dict[str, str]:
        """Production's shape in every respect but https: DEBUG off, several processes, PostgreSQL and Redis."""
        return surroundings(
            DATABASE_URL=database_url(self.database),
            REDIS_URL=QUEUE,
            PORTAL_DATA=str(self.folder),
            PORTAL_DEMO="1",
            PORTAL_WORKERS="2",
            **({"PORT": str(port)} if port else {}),
        )


def keep(name: str, figures: Any, *, add: bool = False) -> None:
    """Puts one command's figures beside those of the others, for the report. `add`: to what the command gave before."""
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    known[name] = {**known.get(name, {}), **figures} if add else figures
    FIGURES.write_text(json.dumps(known, indent=1, sort_keys=True))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
