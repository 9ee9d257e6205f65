from django.apps import AppConfig


class QuotationsConfig(AppConfig):
    name = "sales_module.quotations"
    label = "quotations"
