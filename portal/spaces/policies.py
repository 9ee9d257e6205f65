"""Who may look into a space at all, and who may manage the people in it."""

from typing import ClassVar

from django.db.models import Q

from portal.access.policy import Rule, SpacePolicy, register
from portal.access.rights import SpaceRights
from portal.people.models import Person
from portal.spaces.choices import Confidentiality, Right, Side
from portal.spaces.models import Participant, Role, Space


class ParticipantPolicy(SpacePolicy[Participant]):
    """People of a space are general knowledge inside it, but back-office people can be kept to their own side."""

    model = Participant
    kind = "spaces.participant"
    confidentiality = Confidentiality.GENERAL
    since_path = ""
    rules: ClassVar = {"view": Rule(Right.READ), "change": Rule(Right.MANAGE), "end": Rule(Right.MANAGE)}

    def side_sees(self, side: Side) -> Q:
        return Q(side=side) | Q(shown_to_other_side=True)

    def seen_by_side(self, obj: Participant, side: Side) -> bool:
        return obj.side == side or obj.shown_to_other_side

    def allows(self, person: Person, action: str, obj: Participant, rights: SpaceRights) -> bool:
        return action == "view" or may_hand_out(rights, obj.role, Side(obj.side))


participant_policy = register(ParticipantPolicy())


def may_hand_out(rights: SpaceRights, role: Role, side: Side) -> bool:
    """Nobody gives more than they have; a customer's people manage their own side only."""
    if not rights.has(Right.MANAGE, Confidentiality.GENERAL):
        return False
    if rights.side == Side.CUSTOMER and side != Side.CUSTOMER:
        return False
    return all(rights.has(Right(right), class_) for class_, given in role.rights.items() for right in given)


def home_side(space: Space, person: Person) -> Side | None:
    """The side a person of these companies stands on; None for people of other companies: they sit with either."""
    if person.organisation_id == space.customer_id:
        return Side.CUSTOMER
    if person.organisation_id == space.supplier_id or person.organisation.in_supplier_group:
        return Side.SUPPLIER
    return None
