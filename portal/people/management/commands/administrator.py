from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from portal.people.services import administrator_add


class Command(BaseCommand):
    help = "Makes a person the administrator of this installation and prints a link to set the password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the person's name")
        parser.add_argument("--organisation", required=True, help="the company that runs this portal")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"].strip())
        except ValidationError:
            raise CommandError("That is no e-mail address.") from None
        secret = administrator_add(
            email=options["email"], name=options["name"], organisation=options["organisation"].strip()
        )
        self.stdout.write(settings.PORTAL_BASE_URL + reverse("people:invitation", args=[secret]))
