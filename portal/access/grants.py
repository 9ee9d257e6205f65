"""Giving and taking single objects. The only door to guardian's tables."""

from typing import Any

from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from portal.access.models import Denial
from portal.access.policy import GRANTED_AS, SpacePolicy
from portal.access.rights import rights_in
from portal.core.errors import InvalidInput
from portal.people.models import Person
from portal.spaces.choices import Right


def grant(*, policy: SpacePolicy[Any], person: Person, right: Right, obj: Any) -> None:
    """Let one participant past the class check for one object.

    Raises: InvalidInput: the person is no participant of the object's space.
    """
    if rights_in(person, policy.space_id_of(obj)) is None:
        raise InvalidInput(_("Only a participant can be given a single object."))
    assign_perm(_name(policy, right), person, obj)


def take_back(*, policy: SpacePolicy[Any], person: Person, right: Right, obj: Any) -> None:
    remove_perm(_name(policy, right), person, obj)


def deny(*, policy: SpacePolicy[Any], person: Person, obj: Any) -> None:
    """Hide one object from one participant, whatever the role says."""
    Denial.objects.get_or_create(person=person, space_id=policy.space_id_of(obj), kind=policy.kind, object_id=obj.pk)


def _name(policy: SpacePolicy[Any], right: Right) -> str:
    meta = policy.model._meta
    return f"{meta.app_label}.{GRANTED_AS[right]}_{meta.model_name}"
