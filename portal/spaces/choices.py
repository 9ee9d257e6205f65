from django.db import models
from django.utils.translation import gettext_lazy as _


class SpaceKind(models.TextChoices):
    PROJECT = "project", _("Project")
    PLAN = "plan", _("Co-operation plan")
    ACCOUNT = "account", _("Account")
    LIBRARY = "library", _("Library")


class Side(models.TextChoices):
    SUPPLIER = "supplier", _("Supplier")
    CUSTOMER = "customer", _("Customer")

    @property
    def other(self) -> "Side":
        return Side.CUSTOMER if self == Side.SUPPLIER else Side.SUPPLIER


class RoleSide(models.TextChoices):
    SUPPLIER = "supplier", _("Supplier")
    CUSTOMER = "customer", _("Customer")
    EITHER = "either", _("Either side")


class Confidentiality(models.TextChoices):
    GENERAL = "general", _("General")
    TECHNICAL = "technical", _("Technical")
    COMMERCIAL = "commercial", _("Commercial")
    CONTRACT = "contract", _("Contract")
    INTERNAL = "internal", _("Own side only")


class Right(models.TextChoices):
    """What a role may do with one confidentiality class."""

    READ = "read", _("read")
    ADD = "add", _("add")
    DECIDE = "decide", _("decide")
    MANAGE = "manage", _("manage people")


class History(models.TextChoices):
    FROM_START = "from_start", _("From the start")
    FROM_JOINING = "from_joining", _("From the day of joining")
