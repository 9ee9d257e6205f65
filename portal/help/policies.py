"""Feedback is between its writer and those who look after the installation."""

from typing import ClassVar

from django.db.models import Q, QuerySet

from portal.access.organisation_roles import holders, holds
from portal.access.policy import Policy, register
from portal.help.choices import FeedbackState
from portal.help.models import Feedback
from portal.people.choices import OrganisationRoleName
from portal.people.models import Person

OWNER = OrganisationRoleName.INSTALLATION_ADMINISTRATOR


class FeedbackPolicy(Policy[Feedback]):
    """The writer reads it and its answer; installation administrators read all and answer."""

    model = Feedback
    kind = "help.feedback"
    rules: ClassVar = {"view": None, "answer": frozenset({FeedbackState.OPEN})}

    def visible(self, person: Person, action: str = "view") -> QuerySet[Feedback]:
        rows = Feedback.objects.all()
        if holds(person, OWNER):
            return rows
        if action != "view" or not person.is_active:
            return rows.none()
        return rows.filter(person=person.pk)

    def can(self, person: Person, action: str, obj: Feedback) -> bool:
        if holds(person, OWNER):
            return True
        return action == "view" and person.is_active and obj.person_id == person.pk

    def users_with(self, action: str, obj: Feedback) -> QuerySet[Person]:
        reached = Q(pk__in=holders(OWNER).values("pk"))
        if action == "view":
            reached |= Q(pk=obj.person_id)
        return Person.objects.filter(reached, is_active=True)

    def in_state(self, action: str, obj: Feedback) -> bool:
        states = self.rules[action]
        return states is None or obj.state in states


feedback_policy = register(FeedbackPolicy())


def owns_feedback(person: Person) -> bool:
    """For the menu, which may not query: known when the person was loaded for a request."""
    return getattr(person, "administers_installation", False)
