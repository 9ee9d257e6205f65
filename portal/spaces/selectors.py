"""Reads about spaces and the people inside."""

from uuid import UUID

from django.db.models import QuerySet

from portal.access.rights import SpaceRights, rights_in
from portal.core.errors import NotVisible
from portal.people.models import Person
from portal.spaces.choices import RoleSide, Side
from portal.spaces.models import Participant, Role
from portal.spaces.policies import may_hand_out, participant_policy


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
