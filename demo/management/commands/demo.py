from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from demo import cast as casting
from demo import projects
from demo.cast import Cast
from demo.clock import Story, at, tell
from demo.partnership import partnership
from portal.activity.models import Channel
from portal.home.services import visit_mark
from portal.notifications.services import notices_seen
from portal.people.models import Organisation, Person


class Command(BaseCommand):
    help = "Loads the demo: the cast, three customers, six projects, a plan, a year of history. Once, or not at all."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PORTAL_DEMO:
            raise CommandError("The demo loads only with PORTAL_DEMO=1: its password is public.")
        if Organisation.objects.filter(import_source=casting.SOURCE).exists():
            self.stdout.write("The demo is there already.")
            return
        # One transaction: a demo that was interrupted leaves nothing behind and can be loaded again.
        with transaction.atomic(), translation.override("en"):
            tell([_prologue()])
            cast = casting.known()
            told = (projects.aurora, projects.borealis, projects.castor, projects.draco, projects.eridanus)
            tell(
                [*(story(cast) for story in told), projects.fornax(cast), partnership(cast), _everybody_looks_in(cast)]
            )
        self.stdout.write("The demo is loaded.")


def _prologue() -> Story:
    yield at(-365, 8)
    casting.make()


def _everybody_looks_in(cast: Cast) -> Story:
    """A week ago, so that what is new on Home is what happened since."""
    yield at(-7, 17)
    for person in Person.objects.filter(import_source=casting.SOURCE):
        visit_mark(person=person)
        notices = person.deliveries.filter(channel=Channel.PORTAL, created__lt=timezone.now())
        if last := notices.order_by("-pk").first():
            notices_seen(person=person, until=last.pk)
