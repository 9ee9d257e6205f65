"""The mark of a visit, from which "new since your last visit" counts."""

from datetime import timedelta

from django.utils import timezone

from portal.people.models import Person

# A pause this long ends a visit; within one, the mark moves at most once in this many minutes.
PAUSE = timedelta(minutes=30)
STEP = timedelta(minutes=5)


def visit_mark(*, person: Person) -> None:
    """Notes that the person looked at Home. Called after the answer went out; two at once leave one mark."""
    now, last = timezone.now(), person.visited_home
    if last is not None and now - last < STEP:
        return
    row = Person.objects.filter(pk=person.pk, visited_home=last)
    if last is not None and now - last < PAUSE:
        row.update(visited_home=now)
    else:
        row.update(visited_home=now, visited_home_before=last)
