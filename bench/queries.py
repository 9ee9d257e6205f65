"""Counts the queries of each page in one process, with the data and settings that are measured.

`python -m bench.queries SIZE` prints one line of JSON.
"""

import json
import re
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.places import DataSet
from bench.targets import targets
from coop_plan.plans.models import PlanVisit

NEW_SINCE = timedelta(days=14)

# What finds out who asks: the session and its person, before any page.
DOOR = re.compile(r'FROM "people_signin"|AS "administers_people"')
CONTROL = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK)")


def rewind(emails: list[str]) -> None:
    """The measured people were here just now, and two weeks before: so the same is new to them each time."""
    now = timezone.now()
    people = get_user_model().objects.filter(email__in=emails)
    people.update(visited_home=now, visited_home_before=now - NEW_SINCE)
    PlanVisit.objects.filter(person__in=people).update(last=now, before=now - NEW_SINCE)


def main(size: str) -> dict[str, object]:
    measured = DataSet(size).measured
    rewind(list(measured["people"].values()))
    clients: dict[str, Client] = {}
    for name, email in measured["people"].items():
        clients[name] = Client(headers={"host": "localhost", "accept-encoding": "identity"})
        clients[name].force_login(get_user_model().objects.get(email=email))
    found = {}
    for target in targets(measured):
        client = clients[target.person]
        for _warm in range(3):
            client.get(target.path)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(target.path)
        statements = [query["sql"] for query in captured.captured_queries if not CONTROL.match(query["sql"])]
        door = sum(bool(DOOR.search(sql)) for sql in statements)
        found[target.name] = {
            "status": response.status_code,
            "queries": len(statements) - door,
            "session_and_person": door,
            "html_bytes": len(response.content),
        }
        if "-v" in sys.argv:
            print(f"--- {target.name}", *statements, sep="\n", file=sys.stderr)
    return found


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
