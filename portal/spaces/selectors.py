"""Reads about spaces and the people inside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.prepared import prepared
from portal.access.rights import SpaceRights, rights_in
from portal.core.errors import Forbidden, InvalidInput, NotVisible
from portal.core.statements import compiled
from portal.people.models import Organisation, Person
from portal.people.policies import may_bring_in
from portal.people.selectors import person_list
from portal.spaces.choices import Confidentiality, Right, RoleSide, Side, SpaceKind
from portal.spaces.models import Participant, Role, Space
from portal.spaces.policies import may_hand_out, participant_policy
from portal.spaces.registry import kind_of_space, space_url, tabs_for

PEOPLE_OFFERED = 500
VERBS = {Right.READ: gettext_lazy("reads"), Right.ADD: gettext_lazy("adds"), Right.DECIDE: gettext_lazy("decides on")}
WORDS = {Confidentiality.INTERNAL: gettext_lazy("what is for the own side only")}


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
    space = space or _with_sides(pk=space_id)[0]
    if kind is not None and space.kind != kind:
        raise NotVisible
    tabs = [
        {"name": name, "url": url, "current": url_name == current} for name, url, url_name in tabs_for(space, rights)
    ]
    return SpaceFrame(space, rights, kind_of_space(space).label, space_url(space), tabs)


@compiled
def _with_sides(pk: UUID) -> QuerySet[Space]:
    return Space.objects.select_related("supplier", "customer").filter(pk=pk)


def participants_now(*, person: Person, space_id: UUID) -> list[Participant]:
    """The rows of `participant_list`."""
    return _participants_now(person=person, space_id=space_id, now=timezone.now())


@prepared
def _participants_now(person: Person, space_id: UUID, now: datetime) -> QuerySet[Participant]:
    return _ordered(participant_policy.visible(person, space_id=space_id).filter(Participant.active(now=now)))


def participant_list(*, person: Person, space_id: UUID) -> QuerySet[Participant]:
    """Everyone taking part now whom `person` may see, key contacts first, then the other side, by role."""
    return _ordered(participant_policy.visible(person, space_id=space_id).filter(Participant.active()))


def _ordered(rows: QuerySet[Participant]) -> QuerySet[Participant]:
    return rows.select_related("person", "organisation", "role").order_by(
        "-key_contact", "role__position", "person__name", "pk"
    )


def participant_get(*, person: Person, pk: UUID, space_id: UUID | None = None) -> Participant:
    """One participant, ended ones too. Raises: NotVisible, also when it is of another space than named."""
    rows = participant_policy.visible(person, space_id=space_id)
    rows = rows.select_related("person", "organisation", "role", "space")
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


@dataclass(frozen=True, slots=True)
class Seat:
    """One line of the people of a space: who, and what the role may do, in words."""

    participant: Participant
    may: list[tuple[Any, str]]
    may_change: bool
    may_end: bool


def seats(*, person: Person, space_id: UUID) -> dict[Side, list[Seat]]:
    """The people of each side as far as `person` may see them, key contacts first. One query."""
    found: dict[Side, list[Seat]] = {side: [] for side in Side}
    for row in participant_list(person=person, space_id=space_id):
        found[Side(row.side)].append(
            Seat(
                row,
                role_words(row.role),
                participant_policy.can(person, "change", row),
                participant_policy.can(person, "end", row),
            )
        )
    return found


def role_words(role: Role) -> list[tuple[str, str]]:
    """What a role may do, as (verbs, material); rights over the same material stand together.

    Empty when the role gets single things only.
    """
    together: dict[tuple[Confidentiality, ...], list[str]] = {}
    for right, verb in VERBS.items():
        classes = tuple(c for c in Confidentiality if right.value in role.rights.get(c.value, ()))
        if classes:
            together.setdefault(classes, []).append(str(verb))
    found = [(", ".join(verbs), _material(classes)) for classes, verbs in together.items()]
    if Right.MANAGE.value in role.rights.get(Confidentiality.GENERAL.value, ()):
        found.append((_("brings people in"), ""))
    return found


def _material(classes: tuple[Confidentiality, ...]) -> str:
    if len(classes) == len(Confidentiality):
        return _("everything")
    return ", ".join(str(WORDS.get(c, c.label)).lower() for c in classes)


def people_to_add(*, person: Person, space_id: UUID) -> list[Person]:
    """People `person` knows of who do not take part now, by company and name."""
    taking_part = Participant.objects.filter(Participant.active(space=space_id)).values("person")
    rows = person_list(person=person).exclude(pk__in=taking_part).select_related("organisation")
    return list(rows.order_by("organisation__name", "name", "pk")[:PEOPLE_OFFERED])


def companies_of(*, person: Person, space: Space) -> list[Organisation]:
    """Companies somebody new may come from: both sides, the own one, and, for sellers, those met in the space."""
    ids = {space.supplier_id, space.customer_id, person.organisation_id}
    ids |= {row.organisation_id for row in participant_list(person=person, space_id=space.pk)}
    allowed = [organisation_id for organisation_id in ids if organisation_id and may_bring_in(person, organisation_id)]
    return list(Organisation.objects.filter(pk__in=allowed).order_by("name"))


def participants_everywhere(*, person: Person, space_id: UUID | None = None) -> QuerySet[Participant]:
    """Everyone taking part now in the spaces of `person`, or in one of them."""
    rows = participant_policy.visible(person, space_id=space_id).filter(Participant.active())
    return rows.select_related("person", "organisation", "role")


def frame_to_bring_in(*, person: Person, space_id: UUID) -> SpaceFrame:
    """The space for somebody who manages its people. Raises: NotVisible, Forbidden."""
    frame = space_frame(person=person, space_id=space_id)
    if not frame.reads:
        raise NotVisible
    if not frame.rights.has(Right.MANAGE, Confidentiality.GENERAL):
        raise Forbidden
    return frame


def role_to_give(*, person: Person, space_id: UUID, side: Side, code: str) -> Role:
    """A role by its code. Raises: InvalidInput: no such role, or not one `person` may hand out on that side."""
    for role in roles_to_give(person=person, space_id=space_id, side=side):
        if role.code == code:
            return role
    raise InvalidInput(fields={"role": [_("This role does not exist or is not yours to give.")]})


def person_to_add(*, person: Person, pk: UUID) -> Person:
    """Somebody `person` knows of. Raises: InvalidInput."""
    found = person_list(person=person).select_related("organisation").filter(pk=pk).first()
    if found is None:
        raise InvalidInput(fields={"person": [_("Choose a person you know of here, or use the e-mail address.")]})
    return found


def company_to_name(*, person: Person, space: Space, pk: UUID) -> Organisation:
    """One of `companies_of`. Raises: InvalidInput."""
    for company in companies_of(person=person, space=space):
        if company.pk == pk:
            return company
    raise InvalidInput(fields={"home": [_("Choose one of the companies that take part.")]})
