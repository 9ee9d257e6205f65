from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationRoleName(models.TextChoices):
    """What a person may do outside any space (decided per organisation)."""

    MEMBER = "member", _("Member")
    PEOPLE_ADMINISTRATOR = "people_administrator", _("People administrator")
    SELLER = "seller", _("Seller")
    CATALOGUE_EDITOR = "catalogue_editor", _("Catalogue editor")
    IMPORTER = "importer", _("Importer")
    BENCHMARK_OWNER = "benchmark_owner", _("Benchmark owner")
    INSTALLATION_ADMINISTRATOR = "installation_administrator", _("Installation administrator")


# These exist only in organisations of the supplier group that runs the installation.
SUPPLIER_ONLY = frozenset(
    {
        OrganisationRoleName.SELLER,
        OrganisationRoleName.CATALOGUE_EDITOR,
        OrganisationRoleName.IMPORTER,
        OrganisationRoleName.BENCHMARK_OWNER,
        OrganisationRoleName.INSTALLATION_ADMINISTRATOR,
    }
)


class MailPreset(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    OFF = "off", _("Off")


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    FINNISH = "fi", "Suomi"
    SWEDISH = "sv", "Svenska"
