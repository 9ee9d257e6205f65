"""The Celery application. Tasks are found in each app's `tasks.py`."""

import os
from typing import Any

from celery import Celery
from celery.contrib.django.task import DjangoTask
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.site")


class PortalTask(DjangoTask):
    """A task whose wake-up call may fail.

    The row written in the transaction is the promise and a sweep finds it again. So an unreachable broker is
    logged after commit and does not turn an answer that is already saved into an error.
    """

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:
        self.apply_async_on_commit(args, kwargs)

    def apply_async_on_commit(self, *args: Any, **kwargs: Any) -> None:
        # A function, not a partial: Django names it when it fails.
        def publish() -> None:
            self.apply_async(*args, **kwargs)

        transaction.on_commit(publish, robust=True)


app = Celery("talkoo", task_cls=PortalTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
