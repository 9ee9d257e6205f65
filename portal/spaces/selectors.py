"""Reads about spaces and the people inside."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from portal.access.rights import SpaceRights, rights_in
from portal.core.errors import NotVisible
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right, RoleSide, Side, SpaceKind
from portal.spaces.models import Participant, Role, Space
from portal.spaces.policies import may_hand_out, participant_policy
from portal.spaces.registry import kind_of_space, space_url, tabs_for


@dataclass(frozen=True, slots=True)
class SpaceFrame:
    """What every page inside a space shows around its content (templates/spaces/_tabs.html, _crumb.html)."""

    space: Space
    rights: SpaceRights
    label: Any
    url: str
    tabs: list[dict[str, Any]]

    @property
    def reads(self) -> bool:
        """False for somebody who gets single objects only: such a person is shown nothing but the code name."""
        return self.rights.has(Right.READ, Confidentiality.GENERAL)


def space_frame(
    *, person: Person, space_id: UUID, current: str = "", kind: SpaceKind | None = None, space: Space | None = None
) -> SpaceFrame:
    """The space, the person's rights and tabs in it; `current` is the url name of the tab the page belongs to.

    `space`: the row with supplier and customer, when the caller has it. Two queries at most.
    Raises: NotVisible: no participant, or the space is not of the named kind.
    """
    rights = my_rights(person=person, space_id=space_id)
    space = space or Space.objects.select_related("supplier", "customer").get(pk=space_id)
    if kind is not None and space.kind != kind:
        raise NotVisible
    tabs = [
        {"name": name, "url": url, "current": url_name == current} for name, url, url_name in tabs_for(space, rights)
    ]
    return SpaceFrame(space, rights, kind_of_space(space).label, space_url(space), tabs)


def participant_list(*, person: Person, space_id: UUID) -> QuerySet[Participant]:
    """Everyone taking part now whom `person` may see, key contacts first, then the other side, by role."""
    rows = participant_policy.visible(person, space_id=space_id).filter(Participant.active())
    return rows.select_related("person", "organisation", "role").order_by(
        "-key_contact", "role__position", "person__name", "pk"
    )


def participant_get(*, person: Person, pk: UUID) -> Participant:
    """Raises: NotVisible."""
    rows = participant_policy.visible(person).select_related("person", "organisation", "role", "space")
    return participant_policy.get(person, pk, rows)


def my_rights(*, person: Person, space_id: UUID) -> SpaceRights:
    """What `person` is in the space. Raises: NotVisible: no participant."""
    rights = rights_in(person, space_id)
    if rights is None:
        raise NotVisible
    return rights


def roles_to_give(*, person: Person, space_id: UUID, side: Side) -> list[Role]:
    """The roles `person` may hand out on that side."""
    rights = rights_in(person, space_id)
    if rights is None:
        return []
    fitting = Role.objects.filter(side__in=[RoleSide(side.value), RoleSide.EITHER])
    return [role for role in fitting if may_hand_out(rights, role, side)]
