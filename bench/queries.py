"""Counts the queries of each page in one process, with the data and settings that are measured.

`python -m bench.queries SIZE` prints one line of JSON.
"""

import json
import re
import sys

import django

django.setup()

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.places import DataSet
from bench.targets import targets

# What finds out who asks: the session and its person, before any page.
DOOR = re.compile(r'FROM "people_(signin|person)" WHERE \("?people_(signin|person)"?\."?(session_key|expire_date)|'
                  r'FROM "people_person" WHERE "people_person"\."id" = ')  # fmt: skip
CONTROL = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK)")


def main(size: str) -> dict[str, object]:
    measured = DataSet(size).measured
    clients: dict[str, Client] = {}
    for name, email in measured["people"].items():
        clients[name] = Client(headers={"host": "localhost", "accept-encoding": "identity"})
        clients[name].force_login(get_user_model().objects.get(email=email))
    found = {}
    for target in targets(measured):
        client = clients[target.person]
        for _warm in range(2):
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
