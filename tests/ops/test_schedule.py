"""The scheduler asks only for tasks that exist."""

from django.conf import settings

from portal.celery import app


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    missing = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()} - set(app.tasks)
    assert not missing


def test_no_task_may_run_longer_than_its_message_is_hidden() -> None:
    app.loader.import_default_modules()
    longest = max(
        getattr(task, "time_limit", None) or settings.CELERY_TASK_TIME_LIMIT
        for name, task in app.tasks.items()
        if not name.startswith("celery.")
    )
    assert longest < 7200
