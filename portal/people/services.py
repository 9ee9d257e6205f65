"""Writes about people: bringing them in, letting them go, and what they keep about themselves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.activity.services import record
from portal.core.errors import Forbidden, InvalidInput, NotVisible
from portal.core.models import lock
from portal.jobs.services import job_enqueue
from portal.people.choices import Language, OrganisationRoleName
from portal.people.models import (
    ApiToken,
    FailedTry,
    Invitation,
    Organisation,
    OrganisationRole,
    Person,
    SignIn,
    fold_email,
    new_secret,
    secret_hash,
)
from portal.people.policies import may_bring_in, organisation_policy, person_policy
from portal.people.sessions import IDLE
from portal.people.throttle import PASSWORD, RESET, SIGN_IN, WINDOW, take_try, was_right
from portal.people.tokens import token_create

INVITATION_MAIL = "people.invitation_mail"
RESET_MAIL = "people.reset_mail"
# Pressing "invite" twice does not send two mails. Seconds.
ONE_MAIL_IN = 300
PROFILE_FIELDS = (
    "name", "job_title", "phone", "spoken_languages", "video_link", "language", "time_zone", "mail_preset",
)  # fmt: skip
# Roles a people administrator hands out; the supplier's own roles are not among them.
GIVEN_BY_ADMINISTRATORS = (OrganisationRoleName.MEMBER, OrganisationRoleName.PEOPLE_ADMINISTRATOR)


# --- signing in ------------------------------------------------------------------------------------------------------


def sign_in_try(*, email: str, password: str, address: str) -> Person:
    """Who may come in with these. Known and unknown accounts get the same answer, after the same work.

    Raises: InvalidInput: they do not belong together. TooMany: too many tries for this account or from this address.
    """
    counted = take_try(address=address, limits=SIGN_IN, account=email)
    person = authenticate(None, username=email, password=password)
    if person is None:
        raise InvalidInput(_("The e-mail or the password is wrong."))
    was_right(counted)
    with transaction.atomic():
        record("people.signed_in", actor=person, subject=person)
    return person


# --- bringing people in ----------------------------------------------------------------------------------------------


def person_invite(
    *,
    actor: Person,
    email: str,
    name: str = "",
    organisation: Organisation | None = None,
    language: str = Language.ENGLISH,
) -> Person:
    """The person with this e-mail, known or made now, and a mail to set a password when there is none yet.

    Whoever calls has checked that `actor` may bring people in here; what the actor reads must be the same for known
    and unknown people. `organisation` (the actor's own when None) counts only for somebody new.
    Raises: InvalidInput: no e-mail address. Forbidden: a new person of an organisation the actor does not speak for.
    """
    folded = fold_email(email)
    if folded is None:
        raise InvalidInput(fields={"email": [_("Enter an e-mail address.")]})
    home = organisation or actor.organisation
    # Asked before looking: the answer does not depend on whether the person is known.
    if not may_bring_in(actor, home.pk):
        raise Forbidden(_("You can bring in new people of your own company only."))
    with transaction.atomic():
        person = _find_or_make(folded, name.strip(), home, language)
        if person.is_active and not person.has_password:
            if not person.can_sign_in:
                person.can_sign_in = True
                person.save(update_fields=["can_sign_in"])
            invitation_send(actor=actor, person=person)
    return person


def _find_or_make(email: str, name: str, organisation: Organisation, language: str) -> Person:
    known = Person.objects.select_for_update().filter(email=email).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                email=email, name=name, organisation=organisation, language=language, can_sign_in=True
            )
    except IntegrityError:
        return Person.objects.get(email=email)
    except ValidationError as error:
        if Person.objects.filter(email=email).exists():
            return Person.objects.get(email=email)
        raise InvalidInput(fields=error.message_dict) from None
    OrganisationRole.objects.create(person=person, organisation=organisation, role=OrganisationRoleName.MEMBER)
    return person


def invitation_send(*, actor: Person, person: Person) -> None:
    """Owes the person a mail with a link; the link's secret is made when the mail is."""
    moment = int(timezone.now().timestamp() // ONE_MAIL_IN)
    job_enqueue(
        kind=INVITATION_MAIL,
        key=f"{INVITATION_MAIL}:{person.pk}:{moment}",
        args={"person": str(person.pk)},
        actor=actor,
    )
    record("people.invited", actor=actor, subject=person)


def reset_ask(*, email: str, address: str) -> None:
    """Owes the owner of the address a mail with a link; does the same work when there is no such person.

    Raises: TooMany.
    """
    take_try(address=address, limits=RESET, account=email)
    person = Person.objects.filter(email=fold_email(email), is_active=True, can_sign_in=True).first()
    with transaction.atomic():
        job_enqueue(
            kind=RESET_MAIL,
            key=f"{RESET_MAIL}:{uuid4()}",
            args={"person": str(person.pk) if person else ""},
            actor=None,
        )


def invitation_create(*, person: Person, made_by: Person | None) -> str:
    """A new single-use link's secret, good for 24 hours; only its hash is kept."""
    secret = new_secret()
    Invitation.objects.create(
        person=person, secret_hash=secret_hash(secret), expires=timezone.now() + Invitation.LASTS, made_by=made_by
    )
    return secret


def invitation_open(secret: str) -> Person:
    """Whose link this is. Looking at it changes nothing. Raises: NotVisible: unknown, used or too old."""
    hashed = secret_hash(secret)
    found = Invitation.objects.select_related("person__organisation").filter(secret_hash=hashed, spent=None).first()
    if found is None or found.expires <= timezone.now() or not found.person.may_sign_in:
        raise NotVisible
    return found.person


def invitation_spend(*, secret: str, name: str, password: str) -> Person:
    """Sets name and password and uses the link up, with all other links of the person. Ends every sign-in.

    Raises: NotVisible: unknown, used or too old. InvalidInput: the password is too short or too common.
    """
    with transaction.atomic():
        # The person is locked first and the link looked at again: two people with one link cannot both use it.
        lock(Person, invitation_open(secret).pk)
        person = invitation_open(secret)
        person.name = name.strip() or person.name
        _set_password(person, password, "password")
        person.version += 1
        person.save(update_fields=["name", "password", "version"])
        record("people.password_set", actor=person, subject=person)
    return person


def _set_password(person: Person, password: str, field: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise InvalidInput(fields={field: list(error.messages)}) from None
    person.set_password(password)
    # Whoever had the old password, or an older link, is out.
    Invitation.objects.filter(person=person, spent=None).update(spent=timezone.now())
    SignIn.objects.filter(person=person).delete()


# --- what people keep about themselves -------------------------------------------------------------------------------


def profile_update(*, actor: Person, version: int, values: Mapping[str, Any]) -> Person:
    """Saves the given profile fields. Raises: StaleVersion, InvalidInput."""
    fields = [name for name in PROFILE_FIELDS if name in values]
    with transaction.atomic():
        person = lock(Person, actor.pk)
        person.check_version(version)
        changed = [name for name in fields if getattr(person, name) != values[name]]
        if not changed:
            return person
        for name in changed:
            setattr(person, name, values[name])
        try:
            person.full_clean(exclude=["password"])
        except ValidationError as error:
            raise InvalidInput(fields=error.message_dict) from None
        person.save_next_version(fields=changed)
        record("people.profile_changed", actor=person, subject=person, data={"fields": changed})
    return person


def language_choose(*, actor: Person, language: str) -> None:
    """The person's language, one of the portal's own."""
    Person.objects.filter(pk=actor.pk).update(language=language)


def password_change(*, actor: Person, old: str, new: str, address: str) -> Person:
    """Raises: InvalidInput: the old password is wrong, or the new one too short or too common. TooMany."""
    counted = take_try(address=address, limits=PASSWORD, account=str(actor.email))
    with transaction.atomic():
        person = lock(Person, actor.pk)
        if not person.check_password(old):
            raise InvalidInput(fields={"old_password": [_("This is not your password.")]})
        _set_password(person, new, "new_password")
        person.save(update_fields=["password"])
        record("people.password_set", actor=person, subject=person)
    was_right(counted)
    return person


def sign_in_end(*, actor: Person, public_id: UUID) -> None:
    """Ends one of the person's own sign-ins. Raises: NotVisible."""
    if not SignIn.objects.filter(person=actor, public_id=public_id).delete()[0]:
        raise NotVisible


def my_token_create(*, actor: Person, name: str, days: int) -> tuple[ApiToken, str]:
    """A token for scripts that may do what the person may. Returns its row and the secret, which nobody sees again."""
    with transaction.atomic():
        secret = token_create(person=actor, name=name.strip(), days=days)
        record("people.token_created", actor=actor, subject=actor)
        return ApiToken.objects.get(secret_hash=secret_hash(secret)), secret


def my_token_revoke(*, actor: Person, pk: UUID) -> None:
    """The token stops working now. Revoking it again changes nothing. Raises: NotVisible: not the person's own."""
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().filter(pk=pk, person=actor).first()
        if token is None:
            raise NotVisible
        if token.revoked is None:
            token.revoked = timezone.now()
            token.save(update_fields=["revoked"])
            record("people.token_revoked", actor=actor, subject=actor)


# --- people of one company -------------------------------------------------------------------------------------------


def colleague_invite(*, actor: Person, organisation: Organisation, email: str, name: str, language: str) -> None:
    """A people administrator brings someone of the own company in, or back in; the same answer for everyone.

    An address that belongs to a person of another company is left alone.
    Raises: NotVisible, Forbidden: no people administrator there. InvalidInput: no e-mail address.
    """
    organisation_policy.require(actor, "manage_people", organisation)
    with transaction.atomic():
        known = Person.objects.select_for_update().filter(email=fold_email(email)).first()
        if known is not None and known.organisation_id != organisation.pk:
            return
        person = person_invite(actor=actor, email=email, name=name, organisation=organisation, language=language)
        if not person.is_active:
            person.is_active = person.can_sign_in = True
            person.set_unusable_password()
            person.save(update_fields=["is_active", "can_sign_in", "password"])
            invitation_send(actor=actor, person=person)


def colleague_invite_again(*, actor: Person, person: Person) -> None:
    """Another link for somebody who has not used the first. Raises: NotVisible, Forbidden."""
    with transaction.atomic():
        person = lock(Person, person.pk)
        person_policy.require(actor, "manage", person)
        if person.is_active and person.email and not person.has_password:
            person.can_sign_in = True
            person.save(update_fields=["can_sign_in"])
            invitation_send(actor=actor, person=person)


def colleague_role_set(*, actor: Person, person: Person, role: str) -> None:
    """Makes a person of the own company a people administrator, or a member only.

    Raises: NotVisible, Forbidden. InvalidInput: not a role to give here, or one's own.
    """
    with transaction.atomic():
        person = lock(Person, person.pk)
        person_policy.require(actor, "manage", person)
        if role not in GIVEN_BY_ADMINISTRATORS:
            raise InvalidInput(fields={"role": [_("This role is not yours to give.")]})
        if person.pk == actor.pk:
            raise InvalidInput(_("Ask another people administrator to change your own role."))
        _hold(person, OrganisationRoleName.MEMBER, None)
        held = role == OrganisationRoleName.PEOPLE_ADMINISTRATOR
        _hold(person, OrganisationRoleName.PEOPLE_ADMINISTRATOR, None if held else timezone.now())
        record("people.role_changed", actor=actor, subject=person, data={"role": role})


def colleague_remove(*, actor: Person, person: Person) -> None:
    """Access ends at once, everywhere: sign-ins, links and tokens too. What the person wrote stays.

    Raises: NotVisible, Forbidden. InvalidInput: oneself.
    """
    with transaction.atomic():
        person = lock(Person, person.pk)
        person_policy.require(actor, "manage", person)
        if person.pk == actor.pk:
            raise InvalidInput(_("You cannot remove yourself. Ask another people administrator."))
        now = timezone.now()
        person.is_active = person.can_sign_in = False
        person.save(update_fields=["is_active", "can_sign_in"])
        SignIn.objects.filter(person=person).delete()
        Invitation.objects.filter(person=person, spent=None).update(spent=now)
        ApiToken.objects.filter(person=person, revoked=None).update(revoked=now)
        record("people.removed", actor=actor, subject=person)


def _hold(person: Person, role: OrganisationRoleName, ends: datetime | None) -> None:
    """Gives the role in the person's own company, or (with `ends`) takes it away if it is there."""
    held = OrganisationRole.objects.filter(person=person, organisation=person.organisation_id, role=role)
    if ends is not None:
        held.filter(ends=None).update(ends=ends)
    elif not held.update(ends=None):
        OrganisationRole.objects.create(person=person, organisation_id=person.organisation_id, role=role)


# --- upkeep ----------------------------------------------------------------------------------------------------------


def tidy() -> None:
    """Removes ended sign-ins, tries whose window is over, and links that were used or are too old."""
    now = timezone.now()
    SignIn.objects.filter(expire_date__lt=now).delete()
    SignIn.objects.filter(person__isnull=False, seen__lt=now - IDLE).delete()
    FailedTry.objects.filter(window_start__lt=now - WINDOW).delete()
    Invitation.objects.filter(expires__lt=now).delete()


def administrator_add(*, email: str, name: str, organisation: str) -> str:
    """The first person of a new installation, in the company that runs it. Returns the secret of a link to get in.

    For the command line only: nobody is asked for permission, because there is nobody yet.
    """
    with transaction.atomic():
        home, _made = Organisation.objects.get_or_create(name=organisation, in_supplier_group=True)
        person = _find_or_make(fold_email(email) or "", name, home, Language.ENGLISH)
        person.is_active = person.can_sign_in = True
        person.save(update_fields=["is_active", "can_sign_in"])
        for role in (OrganisationRoleName.INSTALLATION_ADMINISTRATOR, OrganisationRoleName.PEOPLE_ADMINISTRATOR):
            _hold(person, role, None)
        record("people.role_changed", actor=None, subject=person, data={"role": role})
        return invitation_create(person=person, made_by=None)
