from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "coop_plan.plans"
    label = "plans"
