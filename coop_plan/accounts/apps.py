from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "coop_plan.accounts"
    label = "customer_accounts"
