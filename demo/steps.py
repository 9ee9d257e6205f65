"""Small steps the stories are told in; each is one call of a service as a person would cause it."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid5

from demo.clock import ZONE
from documents.choices import Category
from documents.models import Document
from documents.services.documents import revision_mark_opened
from documents.services.uploads import Target, document_add
from portal.people.models import Organisation, Person
from portal.spaces.choices import Confidentiality, Side
from portal.spaces.models import Role
from portal.spaces.services import participant_add
from sales_module.catalogue.models import Product
from sales_module.projects.choices import Tool
from sales_module.projects.models import Project
from sales_module.projects.services import agreement_record, gates_plan, project_create, project_move
from sales_module.quotations.models import Quotation
from sales_module.quotations.services.deciding import quotation_accept, quotation_decline
from sales_module.quotations.services.drafts import quotation_create
from sales_module.quotations.services.sending import quotation_send
from sales_module.quotations.values import LineValues, Terms
from sales_module.schedule.choices import ItemKind
from sales_module.schedule.models import ScheduleItem, Slot
from sales_module.schedule.services import Offer, Offered, item_propose, proposal_accept

FILES = Path(__file__).parent / "files"
LINE_NAMES = UUID("0d4c6f0e-6d1c-5c55-9f0a-6b1b8a1c2d3e")


def start(sales: Person, customer: Organisation, code_name: str, name: str, description: str = "") -> Project:
    return project_create(actor=sales, customer_id=customer.pk, code_name=code_name, name=name, description=description)


def bring(actor: Person, project: Project, *people: tuple[Person, Side, str], shown: bool = True) -> None:
    for person, side, role in people:
        participant_add(
            actor=actor,
            space_id=project.pk,
            person=person,
            side=side,
            role=Role.objects.get(code=role),
            shown_to_other_side=shown,
        )


def agree(actor: Person, project: Project, who: str, on: date) -> None:
    agreement_record(actor=actor, project=project, agreed_by=who, agreed_on=on, tools=list(Tool))


def gates(actor: Person, project: Project, **dates: date) -> None:
    project.refresh_from_db()
    gates_plan(actor=actor, project=project, version=project.version, dates=dates)


def move(actor: Person, project: Project, phase: str) -> None:
    project.refresh_from_db()
    project_move(actor=actor, project=project, seen=project.phase, phase=phase)


def file(
    actor: Person,
    project: Project,
    source: str,
    name: str,
    category: Category,
    confidentiality: Confidentiality = Confidentiality.GENERAL,
) -> Document:
    """Files one of the demo's real files under a name of the story; its check is the worker's turn."""
    target = Target(space_id=project.pk, category=category, confidentiality=confidentiality)
    revision = document_add(actor=actor, target=target, name=name, content=(FILES / source).read_bytes())
    return revision.document


def revise(actor: Person, document: Document, source: str, name: str, note: str) -> None:
    target = Target(space_id=document.space_id, document_id=document.pk, note=note)
    document_add(actor=actor, target=target, name=name, content=(FILES / source).read_bytes())


def open_all(reader: Person, project: Project, *titles: str) -> None:
    """The reader looks at the current revision of the named documents."""
    for document in Document.objects.filter(space=project.pk, title__in=titles, current__isnull=False):
        assert document.current is not None
        revision_mark_opened(person=reader, document=document, revision=document.current)


def line(
    part_code: str, quantity: str = "1", *, discount: str = "0", optional: bool = False, note: str = ""
) -> LineValues:
    """A line made from the catalogue. The same part has the same key, so revisions know it again."""
    product = Product.objects.get(part_code=part_code)
    return LineValues(
        line_key=uuid5(LINE_NAMES, part_code),
        product_id=product.pk,
        part_code=product.part_code,
        description=product.name,
        quantity=Decimal(quantity),
        unit=product.unit,
        unit_price=product.list_price,
        price_base_quantity=product.price_base_quantity,
        discount=Decimal(discount),
        optional=optional,
        internal_note=note,
        cost=product.standard_cost,
    )


def offer(actor: Person, project: Project, terms: Terms, lines: Sequence[LineValues]) -> Quotation:
    """A quotation written and sent at once."""
    quotation = quotation_create(actor=actor, space_id=project.pk, terms=terms, lines=lines)
    send(actor, quotation)
    return quotation


def send(actor: Person, quotation: Quotation) -> None:
    quotation.refresh_from_db()
    assert quotation.draft is not None
    quotation_send(actor=actor, quotation=quotation, version=quotation.draft.version)
    quotation.refresh_from_db()


def accept(actor: Person, quotation: Quotation, order: str) -> None:
    assert quotation.current is not None
    quotation_accept(
        actor=actor,
        quotation=quotation,
        revision_id=quotation.current.pk,
        content_hash=quotation.current.content_hash,
        name=actor.name,
        purchase_order_number=order,
    )


def decline(actor: Person, quotation: Quotation, reason: str) -> None:
    assert quotation.current is not None
    quotation_decline(
        actor=actor,
        quotation=quotation,
        revision_id=quotation.current.pk,
        content_hash=quotation.current.content_hash,
        name=actor.name,
        reason=reason,
    )


def propose(
    actor: Person,
    project: Project,
    title: str,
    *days: date,
    at: time = time(10),
    minutes: int = 60,
    kind: ItemKind = ItemKind.MEETING,
    place: str = "",
    video_link: str = "",
    message: str = "",
    agenda: str = "",
) -> ScheduleItem:
    slots = [Offered(day=each, at=at, zone=ZONE, minutes=minutes) for each in days]
    return item_propose(
        actor=actor,
        space_id=project.pk,
        kind=kind,
        title=title,
        offer=Offer(slots=slots, place=place, video_link=video_link, message=message),
        agenda=agenda,
    )


def agree_time(actor: Person, item: ScheduleItem) -> None:
    slot = Slot.objects.filter(proposal__item=item).order_by("pk").first()
    assert slot is not None
    proposal_accept(actor=actor, slot=slot)
