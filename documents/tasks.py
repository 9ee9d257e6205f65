"""Celery's doors: sweeping, and telling of files that arrived together."""

from celery import shared_task

from documents import services


@shared_task
def sweep_files() -> int:
    """Removes files without a row and uploads nobody went on with: by schedule once a day."""
    return services.sweep_files()


@shared_task
def announce() -> int:
    """Tells of added files once their sender is done: by schedule every minute."""
    return services.announce_all()
