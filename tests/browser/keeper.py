"""Keeps one site for all test processes of a run: `python -m tests.browser.keeper FOLDER`.

Each test process holds a shared lock on FOLDER/users while it uses the site. When the last one has let go, by ending
or by crashing, the keeper gets the lock for itself and stops what it started.

While writing a test, start one by hand with `--stay` (it stops on Ctrl-C) and name its folder to pytest:
`TALKOO_SITE=FOLDER pytest tests/browser`.
"""

import fcntl
import json
import os
import signal
import sys
import threading
from pathlib import Path

from tests.browser.site import Site


def main(folder: Path, *, stay: bool) -> None:
    where = folder / "site.json"
    site = Site(os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", ""))
    try:
        site.prepare()
        site.start_all()
        facts = {"address": site.address, "env": site.env}
        part = folder / "site.part"
        part.write_text(json.dumps(facts))
        part.rename(where)
        if stay:
            told = threading.Event()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: told.set())
            print(f"{site.address} is ready, Ctrl-C stops it", flush=True)
            told.wait()
        with (folder / "users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            where.unlink()
            site.stop()
    except BaseException:
        site.stop()
        raise


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(Path(sys.argv[1]), stay="--stay" in sys.argv)
