"""Two addresses for machines: is the process up, and can it do its work."""

import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger("portal.health")


class NotReady(Exception):
    """One part of the site cannot work; the text goes to the log only."""


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing else, so that a slow database does not restart healthy processes."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The site can work. Says yes or no only: what is broken is written to the log."""
    ready = True
    for name, check in CHECKS.items():
        try:
            check()
        except Exception:  # whatever breaks, the answer is "not ready"
            logger.exception("not ready: %s", name)
            ready = False
    text, status = ("ready\n", 200) if ready else ("not ready\n", 503)
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


_migrated = False


def check_migrations() -> None:
    """All migrations are applied. A yes stays true for the life of the process."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise NotReady("migrations are waiting")
        _migrated = True


def check_storage() -> None:
    """A byte can be written and kept."""
    folder = Path(settings.PORTAL_DATA) / "tmp"
    with tempfile.NamedTemporaryFile(dir=folder, prefix="ready-") as file:
        file.write(b"ok")
        file.flush()
        os.fsync(file.fileno())


def check_broker() -> None:
    if not settings.PORTAL_REDIS_URL:
        folder = Path(settings.PORTAL_DATA) / "queue" / "messages"
        if not os.access(folder, os.W_OK | os.X_OK):
            raise NotReady("the queue folder is not writable")
        return
    import redis

    with redis.Redis.from_url(settings.PORTAL_REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
        client.ping()


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "storage": check_storage,
    "broker": check_broker,
}


def register_check(name: str, check: Callable[[], None]) -> None:
    """For apps above this one, called in `AppConfig.ready()`. A check raises when its part cannot work."""
    CHECKS[name] = check
