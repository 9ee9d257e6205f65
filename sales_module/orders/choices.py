from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderFilter(models.TextChoices):
    """Which orders a list shows."""

    ALL = "all", _("All")
    OPEN = "open", _("Not delivered yet")
    LATE = "late", _("Delivered late")
    ON_TIME = "on-time", _("Delivered on time")


class Saved(models.TextChoices):
    """What saving an imported order did."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
