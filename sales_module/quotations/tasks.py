from celery import shared_task

from sales_module.quotations.services import quotations_expire


@shared_task
def expire() -> int:
    """Marks offers whose validity has ended."""
    return quotations_expire()
