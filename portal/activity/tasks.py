from celery import shared_task

from portal.activity.chain import link_pending


@shared_task
def link() -> int:
    """Appends hash-chain links for what was committed since the last round."""
    return link_pending()
