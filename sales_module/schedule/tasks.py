from celery import shared_task

from sales_module.schedule.services import zone_rules_apply


@shared_task
def apply_zone_rules() -> int:
    """Once a day: agreed wall times keep their meaning when a country changes its clocks."""
    return zone_rules_apply()
