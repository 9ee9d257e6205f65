from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "sales_module.schedule"
    label = "schedule"
