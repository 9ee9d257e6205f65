"""Celery's doors to the jobs. The message names the row and nothing else."""

from uuid import UUID

from celery import shared_task

from portal.jobs import services


@shared_task
def run_job(pk: str) -> None:
    services.job_work(UUID(pk))


@shared_task
def sweep() -> int:
    """Takes up what was lost on the way: by schedule every 30 seconds."""
    return services.jobs_sweep()
