"""Notices belong to the person they were made for; the outbox to installation administrators, without its content."""

from typing import ClassVar

from django.db.models import QuerySet

from portal.access.organisation_roles import holders, holds
from portal.access.policy import Policy, register
from portal.activity.models import Channel, Delivery, DeliveryState
from portal.people.choices import OrganisationRoleName
from portal.people.models import Person

ADMINISTRATOR = OrganisationRoleName.INSTALLATION_ADMINISTRATOR
OPEN_STATES = (DeliveryState.WAITING, DeliveryState.DEAD)


class NoticePolicy(Policy[Delivery]):
    """What the portal told me. Whether its subject is still mine to see is asked of the subject's own policy."""

    model = Delivery
    kind = "notifications.notice"
    rules: ClassVar = {"view": None, "mark_seen": None}

    def visible(self, person: Person, action: str = "view") -> QuerySet[Delivery]:
        return Delivery.objects.filter(person=person.pk, channel=Channel.PORTAL, person__is_active=True)

    def can(self, person: Person, action: str, obj: Delivery) -> bool:
        return person.is_active and obj.channel == Channel.PORTAL and obj.person_id == person.pk

    def users_with(self, action: str, obj: Delivery) -> QuerySet[Person]:
        if obj.channel != Channel.PORTAL:
            return Person.objects.none()
        return Person.objects.filter(pk=obj.person_id, is_active=True)


class OutboxPolicy(Policy[Delivery]):
    """Mails that wait or were given up. Shown are kind, age, tries and error; never to whom or what."""

    model = Delivery
    kind = "notifications.outbox"
    rules: ClassVar = {"view": None, "send_again": frozenset(OPEN_STATES)}

    def visible(self, person: Person, action: str = "view") -> QuerySet[Delivery]:
        if not holds(person, ADMINISTRATOR):
            return Delivery.objects.none()
        return Delivery.objects.filter(channel=Channel.MAIL, state__in=OPEN_STATES)

    def can(self, person: Person, action: str, obj: Delivery) -> bool:
        return holds(person, ADMINISTRATOR) and obj.channel == Channel.MAIL and obj.state in OPEN_STATES

    def users_with(self, action: str, obj: Delivery) -> QuerySet[Person]:
        if obj.channel != Channel.MAIL or obj.state not in OPEN_STATES:
            return Person.objects.none()
        return holders(ADMINISTRATOR)


notice_policy = register(NoticePolicy())
outbox_policy = register(OutboxPolicy())


def has_outbox(person: Person) -> bool:
    """For the menu, which may not query: known when the person was loaded for a request."""
    return getattr(person, "administers_installation", False)
