from typing import Any

from portal.core.importing.runner import Importer
from portal.people.import_command import SupplierImportCommand
from sales_module.catalogue.imports import ProductImporter


class Command(SupplierImportCommand):
    help = "Imports the products of one supplier; the part code is the key."

    def make_importer(self, options: dict[str, Any]) -> Importer:
        return ProductImporter(options["source"], self.supplier(options))
