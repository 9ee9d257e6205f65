"""Texts, static files, migrations and, asked for, the first demo.

Prints as one line of JSON what bin/run tells the person.
"""

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.site")

import django
from _messages import compile_all
from django.conf import settings
from django.core.management import call_command, get_commands


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def collect_static() -> None:
    """Compressing takes seconds, so it is done only when a source changed."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.PORTAL_DATA) / "static.stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("Collecting static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def migrate() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Migrating the database")
        call_command("migrate", interactive=False, verbosity=0)


def load_demo() -> bool:
    """Loads the demo into an empty installation. Returns whether its people are there."""
    from django.contrib.auth import get_user_model

    people = get_user_model().objects
    # Left behind by a load that was interrupted; the command goes on where it stopped.
    unfinished = Path(settings.PORTAL_DATA) / "demo.unfinished"
    if (unfinished.exists() or not people.exists()) and "demo" in get_commands():
        say("Loading the demo (first start only)")
        unfinished.touch()
        # What the command says belongs to the person, not into the line of facts.
        call_command("demo", stdout=sys.stderr)
        unfinished.unlink()
    return people.filter(email="buyer@aava.example").exists()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", action="store_true", help="load the demo into an empty installation")
    parser.add_argument("--no-migrate", action="store_true", help="leave the database to another machine")
    options = parser.parse_args()
    compile_all()
    django.setup()
    collect_static()
    if not options.no_migrate:
        migrate()
    demo = options.demo and settings.PORTAL_DEMO and load_demo()
    facts = {"address": settings.PORTAL_BASE_URL, "port": settings.ENV.port, "demo": demo}
    print(json.dumps({**facts, "bind": settings.ENV.bind, "host": settings.ALLOWED_HOSTS[0]}))


if __name__ == "__main__":
    main()
