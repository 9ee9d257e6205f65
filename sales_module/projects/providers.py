"""What projects tell Home."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.links import link
from portal.home.registry import PlaceItem
from portal.people.models import Person
from portal.spaces.choices import SpaceKind
from sales_module.projects.choices import Phase
from sales_module.projects.selectors import open_projects


def places(person: Person) -> list[PlaceItem]:
    return [
        PlaceItem(
            row.pk,
            SpaceKind.PROJECT,
            row.code_name,
            row.name,
            Phase(row.phase).label if row.phase else "",
            link("projects:room", row.pk),
            _("Gate") if row.next_gate else "",
            timezone.make_aware(datetime.combine(row.next_gate, time(12))) if row.next_gate else None,
        )
        for row in open_projects(person=person)
    ]
