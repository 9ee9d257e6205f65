"""Reads: guides, the table of roles, feedback."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.access.organisation_roles import holds
from portal.core.errors import NotVisible
from portal.help.choices import FeedbackState
from portal.help.guides import GUIDES, Guide
from portal.help.models import Feedback
from portal.help.policies import OWNER, feedback_policy
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right, RoleSide
from portal.spaces.models import Role


def guide_get(*, slug: str) -> Guide:
    """Raises: NotVisible."""
    for guide in GUIDES:
        if guide.slug == slug:
            return guide
    raise NotVisible


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role in the table: for each class, in the order of `Confidentiality`, the rights it has."""

    name: dict[str, str]
    cells: list[tuple[Any, list[Any]]]


@dataclass(frozen=True, slots=True)
class SideTable:
    side: Any
    roles: list[RoleLine]


def who_sees_what() -> list[SideTable]:
    """The roles as they are kept now, by side. One query."""
    roles = list(Role.objects.all())
    return [
        SideTable(side.label, [_role_line(role) for role in roles if role.side == side])
        for side in RoleSide
        if any(role.side == side for role in roles)
    ]


def _role_line(role: Role) -> RoleLine:
    cells = []
    for class_ in Confidentiality:
        held = [right.label for right in Right if right.value in role.rights.get(class_.value, [])]
        cells.append((class_.label, [_("everything")] if len(held) == len(Right) else held))
    return RoleLine(name=role.name, cells=cells)


def my_feedback(*, person: Person) -> QuerySet[Feedback]:
    """What the person wrote, newest first."""
    return Feedback.objects.filter(person=person).order_by("-id")


def feedback_all(*, person: Person, state: str = "") -> QuerySet[Feedback]:
    """Everyone's feedback, newest first. Raises: NotVisible: the person does not answer feedback."""
    if not holds(person, OWNER):
        raise NotVisible
    rows = feedback_policy.visible(person, "answer").select_related("person", "person__organisation")
    return (rows.filter(state=state) if state in FeedbackState.values else rows).order_by("-id")


def feedback_get(*, person: Person, pk: UUID) -> Feedback:
    """Raises: NotVisible."""
    rows = feedback_policy.visible(person).select_related("person", "person__organisation", "answered_by")
    return feedback_policy.get(person, pk, rows)
