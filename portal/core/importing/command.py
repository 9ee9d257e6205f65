"""What all import commands share: options, and the report in words."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core.importing.runner import Importer, Report, run
from portal.core.importing.tables import UnreadableFile, read_table

SHOWN = 50


class ImportCommand(BaseCommand):
    """`make_importer(options)` says what a row means. Nothing is written when a row has an error."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or XLSX, first line = column names")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--source", default="file", help="name of the system the keys come from")
        parser.add_argument("--dates", choices=["ymd", "dmy", "mdy"], help="order of day, month and year")
        parser.add_argument("--encoding", default="", help="e.g. cp1252; without it UTF-8")
        parser.add_argument("--delimiter", default="", help="without it the first line decides")
        parser.add_argument("--merge", type=int, nargs="*", default=[], metavar="LINE", help="same as the one named")
        parser.add_argument("--separate", type=int, nargs="*", default=[], metavar="LINE", help="not the same")

    def make_importer(self, options: dict[str, Any]) -> Importer:
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            importer = self.make_importer(options)
            table = read_table(options["file"], encoding=options["encoding"], delimiter=options["delimiter"])
            report = run(
                importer,
                table,
                dry_run=options["dry_run"],
                dates=options["dates"],
                merge=options["merge"],
                separate=options["separate"],
            )
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        self._tell(report, dry_run=options["dry_run"])

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        if report.unknown_columns:
            self.stdout.write(f"Columns not used: {', '.join(report.unknown_columns)}")
        for twin in report.twins[:SHOWN]:
            self.stdout.write(
                f"line {twin.line}: “{twin.text}” may be “{twin.existing}”, which is here already. "
                f"Repeat with --merge {twin.line} if it is the same, --separate {twin.line} if not."
            )
        for error in report.errors[:SHOWN]:
            self.stdout.write(error)
        if len(report.errors) > SHOWN:
            self.stdout.write(f"… and {len(report.errors) - SHOWN} more")
        if report.errors:
            raise CommandError(f"{len(report.errors)} errors: nothing was written.")
        counted = ", ".join(f"{report.counts[name]} {name}" for name in ("new", "changed", "same", "held"))
        self.stdout.write(f"{'Would be' if dry_run else 'Done'}: {counted}.")
