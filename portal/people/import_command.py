"""Import commands whose rows belong to a firm of the supplier group."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from portal.core.importing.command import ImportCommand
from portal.people.models import Organisation


class SupplierImportCommand(ImportCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--supplier", default="", help="name of the firm; not needed when there is only one")

    def supplier(self, options: dict[str, Any]) -> Organisation:
        """The firm of the supplier group the rows belong to; with one such firm it need not be named."""
        firms = Organisation.objects.filter(in_supplier_group=True)
        found = list(firms.filter(name=options["supplier"]) if options["supplier"] else firms)
        if len(found) != 1:
            names = ", ".join(firms.values_list("name", flat=True)) or "none yet"
            raise CommandError(f"Say whose rows these are with --supplier NAME. Firms of the supplier group: {names}.")
        return found[0]
