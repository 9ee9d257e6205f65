"""Writes to accounts."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coop_plan.accounts.models import Account
from coop_plan.accounts.policies import sells_for
from portal.access.rights import fresh
from portal.activity.services import record
from portal.core.errors import Forbidden, InvalidInput
from portal.core.models import lock
from portal.people.models import Organisation, Person
from portal.people.selectors import customer_list
from portal.spaces.choices import Side
from portal.spaces.models import Participant, Space
from portal.spaces.services import account_space_ensure

OPENERS_ROLE = "key_account_manager"


def account_open(*, actor: Person, customer_id: UUID) -> Account:
    """Opens the page of a customer; the opener becomes its key account manager.

    An account somebody looks after already is not opened a second time: its own people bring others in.
    Raises: Forbidden: no seller. InvalidInput: no customer the actor knows of, or somebody looks after it already.
    """
    with transaction.atomic(), fresh():
        supplier_id = sells_for(actor)
        if supplier_id is None:
            raise Forbidden(_("Only the supplier's sellers open accounts."))
        customer = customer_list(person=actor).filter(pk=customer_id).first()
        if customer is None:
            raise InvalidInput(fields={"customer": [_("Choose a customer of the list.")]})
        space = account_space_ensure(supplier=Organisation.objects.get(pk=supplier_id), customer=customer)
        lock(Space, space.pk)  # two who open it at once: the second finds the first inside
        if Participant.objects.filter(Participant.active(space=space.pk)).exists():
            raise InvalidInput(
                fields={"customer": [_("Somebody looks after this account already and can bring you in.")]}
            )
        account, _made = Account.objects.get_or_create(space=space)
        Participant.objects.update_or_create(
            person=actor,
            space=space,
            defaults={
                "organisation_id": supplier_id,
                "side": Side.SUPPLIER,
                "role_id": OPENERS_ROLE,
                "key_contact": True,
                "ends": None,
            },
        )
        record("accounts.opened", actor=actor, subject=account, space=space)
    return account
