"""Who reads a quotation, who could, and who has which revision."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from documents.models import Receipt
from documents.receipts import receipts_of
from portal.people.models import Person
from portal.spaces.choices import Side
from portal.spaces.models import Participant
from sales_module.quotations.models import (
    Quotation,
    QuotationGrant,
    QuotationRevision,
)
from sales_module.quotations.policies import (
    may_share,
    quotation_policy,
)
from sales_module.quotations.selectors.one import my_rights


def customer_readers(quotation: Quotation) -> list[Person]:
    """Everyone on the customer's side who may see the quotation, or will once its draft is sent."""
    asked = quotation
    if quotation.current_id is None and quotation.draft_id is not None:
        asked = copy.copy(quotation)
        asked.current_id = quotation.draft_id
    readers = quotation_policy.users_with("view", asked).select_related("organisation")
    return by_name(readers.filter(pk__in=_people_on(asked, Side.CUSTOMER).values("person")))


def on_side(quotation: Quotation, people: list[Person], side: Side) -> list[Person]:
    """Those of the people who stand on that side of the quotation's space, by name."""
    ids = set(_people_on(quotation, side).filter(person__in=people).values_list("person", flat=True))
    return [one for one in by_name(people) if one.pk in ids]


def by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda one: one.shown_name.casefold())


def _people_on(quotation: Quotation, side: Side) -> QuerySet[Participant]:
    return Participant.objects.filter(Participant.active(space=quotation.space_id, side=side))


def people_to_share_with(*, person: Person, quotation: Quotation) -> list[Person]:
    """Participants of the own side who do not read the quotation yet; empty for who may not share."""
    rights = my_rights(person=person, quotation=quotation)
    if not may_share(rights):
        return []
    readers = {one.pk for one in quotation_policy.users_with("view", quotation)}
    people = Person.objects.filter(pk__in=_people_on(quotation, rights.side).values("person"))
    return by_name(one for one in people.select_related("organisation") if one.pk not in readers)


def shared_with(*, person: Person, quotation: Quotation) -> list[Person]:
    """Participants of the own side to whom the quotation was given as a single object."""
    rights = my_rights(person=person, quotation=quotation)
    given = QuotationGrant.objects.filter(content_object=quotation, permission__codename="view_quotation")
    people = list(Person.objects.filter(pk__in=given.values("user")).select_related("organisation"))
    return on_side(quotation, people, rights.side)


@dataclass(frozen=True, slots=True)
class Reader:
    """One of the customer's readers and the first time each thing happened."""

    person: Person
    opened: datetime | None
    downloaded: datetime | None
    another_way: Receipt | None


def readers_of(*, person: Person, quotation: Quotation, revision: QuotationRevision) -> list[Reader]:
    """Who on the customer's side has the revision and since when; for the supplier's side only (else empty)."""
    rights = my_rights(person=person, quotation=quotation)
    if rights.side != Side.SUPPLIER or revision.sent_at is None:
        return []
    found: dict[UUID, dict[str, Receipt]] = {}
    people = {one.pk: one for one in customer_readers(quotation)}
    for receipt in receipts_of(revision_ids=[revision.pk]):
        found.setdefault(receipt.person_id, {}).setdefault(receipt.how, receipt)
        # Who left the project since keeps the receipt.
        people.setdefault(receipt.person_id, receipt.person)
    return [
        Reader(
            person=one,
            opened=_made(found.get(pk, {}).get("opened")),
            downloaded=_made(found.get(pk, {}).get("downloaded")),
            another_way=found.get(pk, {}).get("sent_another_way"),
        )
        for pk, one in people.items()
    ]


def _made(receipt: Receipt | None) -> datetime | None:
    return receipt.created if receipt else None
