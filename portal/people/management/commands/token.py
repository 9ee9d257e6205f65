from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.people.models import Person, fold_email
from portal.people.services import my_token_create


class Command(BaseCommand):
    help = "Prints a new API token of a person. The secret is shown this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="command line", help="what the token is for")
        parser.add_argument("--days", type=int, default=90, help="how long it works (1 to 365)")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email=fold_email(options["email"])).first()
        if person is None or not person.may_sign_in:
            raise CommandError(f"Nobody with the address {options['email']} may sign in.")
        if not 1 <= options["days"] <= 365:
            raise CommandError("--days must be from 1 to 365.")
        _token, secret = my_token_create(actor=person, name=options["name"][:80], days=options["days"])
        self.stdout.write(secret)
