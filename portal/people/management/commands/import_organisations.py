from typing import Any

from portal.core.importing.command import ImportCommand
from portal.core.importing.runner import Importer
from portal.people.imports import OrganisationImporter


class Command(ImportCommand):
    help = "Imports organisations. A row that looks like a known one under another key is held until you decide."

    def make_importer(self, options: dict[str, Any]) -> Importer:
        return OrganisationImporter(options["source"])
