from typing import Any

from portal.core.importing.command import ImportCommand
from portal.core.importing.runner import Importer
from portal.people.imports import ContactImporter


class Command(ImportCommand):
    help = "Imports contacts of organisations that were imported from the same source. Nobody may sign in by that."

    def make_importer(self, options: dict[str, Any]) -> Importer:
        return ContactImporter(options["source"])
