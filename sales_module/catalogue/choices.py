from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.money import CURRENCY_EXPONENTS

CURRENCIES = [(code, code) for code in CURRENCY_EXPONENTS]


class TaxCategory(models.TextChoices):
    """Tax categories of EN 16931 (codes of UNCL 5305). Only the standard rate carries a percentage."""

    STANDARD = "S", _("Standard rate")
    ZERO = "Z", _("Zero rate")
    EXEMPT = "E", _("Exempt from tax")
    REVERSE_CHARGE = "AE", _("Reverse charge")
    INTRA_COMMUNITY = "K", _("Supply within the EU")
    EXPORT = "G", _("Export outside the EU")
    OUTSIDE_SCOPE = "O", _("Outside the scope of tax")
