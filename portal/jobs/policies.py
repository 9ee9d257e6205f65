"""Who may watch a job: who asked for it, and the people of its space who read that class."""

from typing import ClassVar

from django.db.models import Q, QuerySet

from portal.access.organisation_roles import holds
from portal.access.policy import Policy, register
from portal.access.rights import rights_everywhere, rights_in
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.registry import JobKind, kinds
from portal.people.choices import OrganisationRoleName
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right
from portal.spaces.models import Participant, Role


class JobPolicy(Policy[Job]):
    """Leaving a space ends the sight of its jobs, also of those one asked for oneself."""

    model = Job
    kind = "jobs.job"
    # Each action and the states it needs (None = any).
    rules: ClassVar = {"view": None, "run_again": frozenset({JobState.FAILED})}

    def visible(self, person: Person, action: str = "view") -> QuerySet[Job]:
        everywhere = list(rights_everywhere(person).values())
        inside = [rights.space_id for rights in everywhere]
        mine = Q(asked_by=person.pk) & (Q(space=None) | Q(space__in=inside))
        condition = mine
        if action == "view":
            for class_, names in _names_by_class().items():
                readers = [rights.space_id for rights in everywhere if rights.has(Right.READ, class_)]
                condition |= Q(kind__in=names, space__in=readers)
        return Job.objects.filter(condition) if person.is_active else Job.objects.none()

    def can(self, person: Person, action: str, obj: Job) -> bool:
        if not person.is_active:
            return False
        rights = rights_in(person, obj.space_id) if obj.space_id else None
        mine = obj.asked_by_id == person.pk and (obj.space_id is None or rights is not None)
        if mine or action != "view":
            return mine
        return rights is not None and obj.known is not None and rights.has(Right.READ, obj.known.confidentiality)

    def users_with(self, action: str, obj: Job) -> QuerySet[Person]:
        asker = Q(pk=obj.asked_by_id)
        if obj.space_id is None:
            return Person.objects.filter(asker, is_active=True)
        inside = Participant.objects.filter(Participant.active(space=obj.space_id))
        condition = asker & Q(pk__in=inside.values("person"))
        if action == "view" and obj.known is not None:
            class_ = obj.known.confidentiality
            roles = [role.code for role in Role.objects.all() if Right.READ in role.rights.get(class_, ())]
            condition |= Q(pk__in=inside.filter(role__in=roles).values("person"))
        return Person.objects.filter(condition, is_active=True)

    def in_state(self, action: str, obj: Job) -> bool:
        states = self.rules[action]
        return states is None or obj.state in states


job_policy = register(JobPolicy())


def _names_by_class() -> dict[Confidentiality, list[str]]:
    found: dict[Confidentiality, list[str]] = {}
    known: JobKind
    for known in kinds().values():
        found.setdefault(known.confidentiality, []).append(known.name)
    return found


def sees_failures(person: Person) -> bool:
    """Installation administrators see kind, age and error of what failed, without content."""
    return holds(person, OrganisationRoleName.INSTALLATION_ADMINISTRATOR)
