"""`python -m bench.build full`: fills the database the settings name, which must be empty."""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.site")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.build.everything import build
from bench.build.shape import SHAPES
from portal.people.models import Person


def main() -> None:
    began = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    if Person.objects.exists():
        sys.exit("The database is not empty.")
    world = build(SHAPES[sys.argv[1]])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # The planner must know the tables, and reads must not pay for hint bits.
            cursor.execute("VACUUM ANALYZE")
    facts = {
        "data": world.shape.name,
        "built": world.now.date().isoformat(),
        "seconds": round(time.monotonic() - began, 1),
        "rows": world.writer.counts(),
        "measured": world.measured,
    }
    (Path(settings.PORTAL_DATA) / "bench.json").write_text(json.dumps(facts, indent=1))
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
