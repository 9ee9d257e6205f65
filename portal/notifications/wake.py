"""The call that a write makes after its commit. Losing it costs seconds: the relay also runs by schedule."""

from portal.celery import app

RELAY_TASK = "portal.notifications.tasks.relay"
# Several writes a second wake several times; a late call has nothing left to do.
EXPIRES = 30


def wake_relay() -> None:
    app.send_task(RELAY_TASK, expires=EXPIRES)
