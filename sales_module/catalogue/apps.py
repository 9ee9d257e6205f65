from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "sales_module.catalogue"
    label = "catalogue"
