"""Makes the databases and fills them."""

import shutil
from typing import Any

import psycopg

from bench.places import DATABASE, DataSet, say
from bench.site import child, prepare


def build(size: str) -> dict[str, Any]:
    """One data set anew: the old database and folder go first. Its trail is verified before anything is measured."""
    data = DataSet(size)
    say(f"Building the {size} data set")
    with psycopg.connect(DATABASE, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{data.database}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{data.database}"')
    shutil.rmtree(data.folder, ignore_errors=True)
    data.folder.mkdir(parents=True)
    facts = child("bench.build", data.environment(), size)
    prepare(data.environment())
    say(f"Built in {facts['seconds']} s; verifying the trail")
    return {**facts, **child("bench.verify", data.environment())}
