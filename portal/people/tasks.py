from celery import shared_task

from portal.people import services


@shared_task
def tidy() -> None:
    """Removes what has served its time: ended sign-ins, old tries, links nobody can use any more."""
    services.tidy()
