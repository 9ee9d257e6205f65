"""Writes to spaces and the people inside."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.rights import fresh, rights_in
from portal.activity.services import record
from portal.core.errors import Forbidden, InvalidInput, NotVisible, WrongState
from portal.core.models import lock
from portal.people.models import Organisation, Person
from portal.people.services import person_invite
from portal.spaces.choices import Confidentiality, History, Right, RoleSide, Side, SpaceKind
from portal.spaces.models import Participant, Role, Space
from portal.spaces.policies import home_side, may_hand_out, participant_policy
from portal.spaces.registry import takes_side
from portal.spaces.role_table import ROLES, rights_of


def roles_fill_in() -> None:
    """Adds the roles a new installation starts with; those already there are left as they were edited."""
    known = set(Role.objects.values_list("code", flat=True))
    Role.objects.bulk_create(
        Role(
            code=code,
            side=side,
            name=dict(zip(("en", "fi", "sv"), names, strict=True)),
            rights=rights_of(columns),
            position=position,
        )
        for position, (code, side, names, columns) in enumerate(ROLES)
        if code not in known
    )


def space_create(
    *, actor: Person, kind: SpaceKind, code_name: str, supplier: Organisation, customer: Organisation | None, role: str
) -> Space:
    """A new space with its maker as the first participant on the supplier's side, in `role`.

    The caller has checked that `actor` may make this kind of space.
    """
    with transaction.atomic():
        space = Space(kind=kind, code_name=code_name.strip(), supplier=supplier, customer=customer)
        space.full_clean()
        space.save()
        Participant.objects.create(
            person=actor, space=space, organisation=supplier, side=Side.SUPPLIER, role_id=role, key_contact=True
        )
    return space


def account_space_ensure(*, supplier: Organisation, customer: Organisation) -> Space:
    """The space of the supplier's relationship with a customer; made when it is first needed, without participants."""
    pair = {"kind": SpaceKind.ACCOUNT, "supplier": supplier, "customer": customer}
    try:
        with transaction.atomic():
            return Space.objects.get_or_create(**pair, defaults={"code_name": customer.name[:40]})[0]
    except IntegrityError:
        return Space.objects.get(**pair)


def participant_add(
    *,
    actor: Person,
    space_id: UUID,
    person: Person,
    side: Side,
    role: Role,
    organisation: Organisation | None = None,
    joined_history: History = History.FROM_START,
    shown_to_other_side: bool = True,
    key_contact: bool = False,
) -> Participant:
    """Brings a person into a space, or back into it.

    Raises: NotVisible, Forbidden: the actor may not give that role on that side. InvalidInput: person, role and side
    do not fit, or the person takes part already.
    """
    with transaction.atomic():
        space = lock(Space, space_id)  # so that two who bring in the same person do not cross
        _require_may_hand_out(actor, space_id, role, side)
        if not takes_side(space, side):
            raise InvalidInput(fields={"side": [_("Only people of the supplier take part here.")]})
        if role.side not in {side, RoleSide.EITHER}:
            raise InvalidInput(fields={"role": [_("This role belongs to the other side.")]})
        if side != (home_side(space, person) or side):
            # Nobody is seated among the other company's people, whose own notes they would read.
            raise InvalidInput(fields={"side": [_("This person works for the other side.")]})
        old = Participant.objects.select_for_update().filter(person=person, space=space).first()
        if old is not None and (old.ends is None or old.ends > timezone.now()):
            raise InvalidInput(fields={"person": [_("This person takes part already.")]})
        participant = old or Participant(person=person, space=space)
        participant.side, participant.role = side, role
        participant.organisation = organisation or person.organisation
        participant.starts, participant.ends = timezone.now(), None
        participant.joined_history = joined_history
        participant.shown_to_other_side, participant.key_contact = shown_to_other_side, key_contact
        participant.save()
        record("spaces.participant_added", actor=actor, subject=participant, space=space, data={"role": role.code})
    return participant


def participant_change(
    *,
    actor: Person,
    participant: Participant,
    role: Role,
    shown_to_other_side: bool,
    key_contact: bool,
    version: int | None = None,
) -> Participant:
    """Another role or visibility; `version` is the one the actor looked at.

    Raises: NotVisible, Forbidden, WrongState (takes part no more), StaleVersion, InvalidInput (role of the other side,
    or nobody of the supplier could manage people any more).
    """
    with transaction.atomic():
        participant = lock(Participant, participant.pk)
        participant_policy.require(actor, "change", participant)
        _require_takes_part(participant)
        if version is not None:
            participant.check_version(version)
        _require_may_hand_out(actor, participant.space_id, role, Side(participant.side))
        if role.side not in {participant.side, RoleSide.EITHER}:
            raise InvalidInput(fields={"role": [_("This role belongs to the other side.")]})
        if not _manages(role):
            _require_manager_left(participant)
        participant.role = role
        participant.shown_to_other_side, participant.key_contact = shown_to_other_side, key_contact
        participant.save_next_version(fields=["role", "shown_to_other_side", "key_contact"])
        record(
            "spaces.participant_changed",
            actor=actor,
            subject=participant,
            space=participant.space,
            data={"role": role.code},
        )
    return participant


def participant_end(*, actor: Person, participant: Participant) -> None:
    """The person's access to the space ends now.

    Raises: NotVisible, Forbidden, WrongState (ended before), InvalidInput (the supplier's last manager of people).
    """
    with transaction.atomic():
        participant = lock(Participant, participant.pk)
        participant_policy.require(actor, "end", participant)
        _require_takes_part(participant)
        _require_manager_left(participant)
        participant.ends = timezone.now()
        participant.save_next_version(fields=["ends"])
        record("spaces.participant_ended", actor=actor, subject=participant, space=participant.space)


def participant_invite(
    *,
    actor: Person,
    space_id: UUID,
    email: str,
    name: str,
    home: Organisation,
    side: Side,
    role: Role,
    joined_history: History = History.FROM_START,
    shown_to_other_side: bool = True,
    key_contact: bool = False,
) -> Participant:
    """Brings in somebody by e-mail; who is not known yet becomes a person of `home` and gets an invitation.

    Raises: as `participant_add` and `portal.people.services.person_invite`.
    """
    with transaction.atomic():
        # Asked first: a refusal must not tell whether the address is known.
        _require_may_hand_out(actor, space_id, role, side)
        person = person_invite(actor=actor, email=email, name=name, organisation=home)
        return participant_add(
            actor=actor,
            space_id=space_id,
            person=person,
            side=side,
            role=role,
            joined_history=joined_history,
            shown_to_other_side=shown_to_other_side,
            key_contact=key_contact,
        )


def _require_takes_part(participant: Participant) -> None:
    if participant.ends is not None and participant.ends <= timezone.now():
        raise WrongState(_("This person takes part no more."))


def _manages(role: Role) -> bool:
    return Right.MANAGE in role.rights.get(Confidentiality.GENERAL, ())


def _require_manager_left(participant: Participant) -> None:
    """Somebody of the supplier must be able to bring people in."""
    if participant.side != Side.SUPPLIER:
        return
    others = Participant.objects.filter(Participant.active(space=participant.space_id, side=Side.SUPPLIER))
    if not any(_manages(row.role) for row in others.exclude(pk=participant.pk).select_related("role")):
        raise InvalidInput(_("Nobody else of the supplier could bring people in. Give somebody such a role first."))


def _require_may_hand_out(actor: Person, space_id: UUID, role: Role, side: Side) -> None:
    with fresh():
        rights = rights_in(actor, space_id)
    if rights is None:
        raise NotVisible
    if not may_hand_out(rights, role, side):
        raise Forbidden(_("Your own role does not reach far enough to give this role."))
