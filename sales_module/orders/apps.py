from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "sales_module.orders"
    label = "orders"
