"""The worker a user gets, and what is left when processes are killed: an activity is mailed, and mailed once."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import connection
from django.utils import timezone

from portal.activity.models import Channel, Delivery, DeliveryState
from portal.spaces.choices import Side
from portal.spaces.models import Participant, Role
from portal.spaces.services import participant_add

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]


def surroundings(smtp_port: int) -> dict[str, str]:
    """What another process needs to be the same site as this one."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        login = database["USER"] + (f":{database['PASSWORD']}" if database["PASSWORD"] else "")
        url = f"postgresql://{login}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    return {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "DATABASE_URL": url,
        "PORTAL_DATA": str(site.PORTAL_DATA),
        "PORTAL_DEMO": "1",
        "PORTAL_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def start_worker(smtp) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, str(ROOT / "bin" / "_serve.py"), "worker"]
        process = subprocess.Popen(command, cwd=ROOT, env=surroundings(smtp.port), start_new_session=True)
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9 of the worker with its children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def until(condition: Callable[[], bool], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


def bring_in(cast, aurora) -> Delivery:
    role = Role.objects.get(code="observer")
    participant_add(actor=cast.sales, space_id=aurora.pk, person=cast.colleague, side=Side.CUSTOMER, role=role)
    return Delivery.objects.get(channel=Channel.MAIL, person=cast.colleague)


@pytest.mark.embedded
def test_a_write_is_mailed_by_the_worker(smtp, start_worker, cast, aurora):
    start_worker()
    delivery = bring_in(cast, aurora)
    assert until(lambda: bool(smtp.mails))
    (mail,) = smtp.mails
    assert mail["To"] == cast.colleague.email
    assert mail["Subject"].endswith("Sales brought you in: AURORA")
    assert f"/projects/{aurora.pk}/" in smtp.texts()[0]
    assert until(lambda: Delivery.objects.get(pk=delivery.pk).state == DeliveryState.SENT)


WRITE_AND_DIE = """
import os, signal, sys
from uuid import UUID
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.site"
django.setup()
from portal.activity import outbox
from portal.people.models import Person
from portal.spaces.choices import Side
from portal.spaces.models import Role
from portal.spaces.services import participant_add
# The first thing after the commit, before any worker is told.
outbox._senders[:] = [lambda: os.kill(os.getpid(), signal.SIGKILL)]
sales, colleague = (Person.objects.get(email=name) for name in ("sales@kymi.example", "colleague@aava.example"))
role = Role.objects.get(code="observer")
participant_add(actor=sales, space_id=UUID(sys.argv[1]), person=colleague, side=Side.CUSTOMER, role=role)
"""


@pytest.mark.faults
def test_killed_between_commit_and_wake_up_it_is_still_mailed_once(smtp, start_worker, cast, aurora):
    command = [sys.executable, "-c", WRITE_AND_DIE, str(aurora.pk)]
    died = subprocess.run(command, cwd=ROOT, env=surroundings(smtp.port), check=False)
    assert died.returncode == -signal.SIGKILL
    assert Participant.objects.filter(person=cast.colleague, space=aurora).exists()  # the write is there
    assert smtp.mails == []
    start_worker()
    assert until(lambda: bool(smtp.mails))
    time.sleep(11)  # two more rounds of the scheduler
    assert len(smtp.mails) == 1


@pytest.mark.faults
def test_a_worker_killed_while_sending_leaves_the_mail_to_the_next_one(smtp, start_worker, cast, aurora, monkeypatch):
    """The server took the mail, but its answer reached nobody: the copy carries the same identity."""
    reached, go_on = threading.Event(), threading.Event()
    take = type(smtp).handle_DATA

    async def slow(self, server, session, envelope):
        import asyncio

        answer = await take(self, server, session, envelope)
        reached.set()
        await asyncio.get_running_loop().run_in_executor(None, go_on.wait, 30)
        return answer

    monkeypatch.setattr(type(smtp), "handle_DATA", slow)
    first = start_worker()
    delivery = bring_in(cast, aurora)
    assert reached.wait(40)
    kill(first)
    go_on.set()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 1)
    # Nobody else takes it before the lease ends; then the next worker does.
    assert delivery.not_before > timezone.now() + timedelta(minutes=3)
    Delivery.objects.filter(pk=delivery.pk).update(not_before=timezone.now())
    start_worker()
    assert until(lambda: Delivery.objects.get(pk=delivery.pk).state == DeliveryState.SENT)
    assert len(smtp.mails) == 2
    assert smtp.mails[0]["Message-ID"] == smtp.mails[1]["Message-ID"]
    assert Delivery.objects.get(pk=delivery.pk).attempts == 2
