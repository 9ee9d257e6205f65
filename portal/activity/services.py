"""Recording facts. Called inside the transaction of the write it tells of."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from portal.access.registry import policy_for
from portal.activity import outbox
from portal.activity.models import Activity, Channel, Delivery, DeliveryState, PersonKey
from portal.activity.registry import kind_of
from portal.people.models import Person
from portal.spaces.models import Space

DENIED = "access.denied"


def record(
    kind: str,
    *,
    actor: Person | None,
    subject: Any = None,
    space: Space | None = None,
    data: Mapping[str, Any] | None = None,
) -> Activity:
    """Writes one activity and the deliveries it asks for, in the caller's transaction.

    `data` takes field names, revision ids and listed words only: the trail never holds texts, prices or secrets.
    Raises: ValueError: a kind no app registered. RuntimeError: called outside a transaction.
    """
    known = kind_of(kind)
    if known is None:
        raise ValueError(f"unregistered activity kind {kind!r}")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the write")
    activity = Activity.objects.create(
        space=space,
        kind=kind,
        actor_key=person_key(actor) if actor else None,
        subject_kind=known.subject,
        subject_id=subject.pk if subject is not None else None,
        data=dict(data or {}),
    )
    if known.notify and subject is not None:
        _owe_deliveries(activity, known, actor, subject)
    return activity


def _owe_deliveries(activity: Activity, known: Any, actor: Person | None, subject: Any) -> None:
    told = [p for p in policy_for(known.subject).users_with(known.action, subject) if actor is None or p.pk != actor.pk]
    if known.audience is not None:
        told = known.audience(subject, told)
    channels = [Channel.PORTAL] + ([Channel.MAIL] if known.mail_sentence else [])
    rows = [
        Delivery(
            activity=activity,
            person=person,
            channel=channel,
            # A notice in the portal has arrived when its row is there; only mail waits to be sent.
            state=DeliveryState.WAITING if channel == Channel.MAIL else DeliveryState.SENT,
            job_key=f"{activity.pk}:{person.pk}:{channel}",
        )
        for person in told
        for channel in channels
        if channel == Channel.PORTAL or (person.email and person.may_sign_in)
    ]
    Delivery.objects.bulk_create(rows)
    if any(row.channel == Channel.MAIL for row in rows):
        outbox.wake_on_commit()


def person_key(person: Person) -> UUID:
    """The random key that stands for the person in the trail."""
    return PersonKey.objects.get_or_create(person=person)[0].key


def record_denial(request: HttpRequest, status: int) -> None:
    """Audit row of a refusal: which door, a hash of the address, never what would have been behind it."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    with transaction.atomic():
        Activity.objects.create(
            space=None,
            kind=DENIED,
            actor_key=person_key(request.user) if request.user.is_authenticated else None,
            data={
                "status": status,
                "route": route,
                "method": request.method or "",
                "address": hashlib.sha256(request.path.encode()).hexdigest()[:16],
            },
        )
