from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.activity.chain import verify


class Command(BaseCommand):
    help = "Walks the hash chains of the trail and names every edited, deleted or reordered row."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for fault in verify():
            faults += 1
            self.stdout.write(f"{fault.chain} #{fault.sequence}: {fault.what}")
        if faults:
            raise CommandError(f"{faults} faults in the trail")
        self.stdout.write("The trail is whole.")
