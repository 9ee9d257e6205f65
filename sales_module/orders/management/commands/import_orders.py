from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from portal.core.importing.runner import Importer
from portal.core.importing.tables import read_table
from portal.people.import_command import SupplierImportCommand
from sales_module.orders.imports import OrderImporter


class Command(SupplierImportCommand):
    help = "Imports orders, with --lines their lines too. A discount of a line is a fraction (0.05 is 5 %)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--lines", type=Path, help="CSV or XLSX with order_id, line_no, quantity, unit_price, …")

    def make_importer(self, options: dict[str, Any]) -> Importer:
        lines = options["lines"]
        table = read_table(lines, encoding=options["encoding"], delimiter=options["delimiter"]) if lines else None
        return OrderImporter(options["source"], self.supplier(options), table)
