"""Celery's doors to the outbox: by schedule, and woken when a write has new deliveries."""

from celery import shared_task

from portal.notifications import services


@shared_task
def relay() -> int:
    return services.relay()


@shared_task
def send_daily() -> int:
    return services.send_daily()
