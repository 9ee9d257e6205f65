"""Quotations of ten lines in one sent revision, with the hash the site itself would give them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench.build.trail import Trail
from bench.build.words import MACHINES, WORK
from bench.build.world import Chance, Fact, World
from documents.models import Receipt
from sales_module.quotations.calculations import sums
from sales_module.quotations.content import content_hash, content_of
from sales_module.quotations.models import Decision, LineQuestion, Quotation, QuotationLine, QuotationRevision

if TYPE_CHECKING:
    from bench.build.projects import Plot

LINES = 10
TERMS: dict[str, Any] = {
    "currency": "EUR",
    "valid_zone": "Europe/Helsinki",
    "incoterm": "DAP",
    "incoterms_edition": "2020",
    "named_place": "Mill gate",
    "delivery_weeks": 26,
    "payment_terms": "30 % with the order, 60 % at delivery, 10 % after the performance test",
    "warranty": "24 months from start-up, at most 30 months from delivery",
    "intro": "We thank you for the inquiry and offer as follows. The lines marked as options can be chosen one by one.",
}
LINE_COLUMNS = (
    "id", "created", "revision_id", "line_key", "position", "product_id", "part_code", "description", "quantity",
    "unit", "unit_price", "price_base_quantity", "discount", "tax_category", "tax_rate", "optional", "cost",
)  # fmt: skip


def add_quotations(world: World, plot: "Plot", chance: Chance, trail: Trail, products: list[Any]) -> list[UUID]:
    """The quotations of one project; the last ones wait for a decision. Returns their ids, the newest first."""
    latest = world.now - timedelta(days=2)
    moments = sorted(chance.moment(plot.began + timedelta(days=30), latest) for _number in range(plot.quotations))
    found = []
    for number, when in enumerate(moments, start=1):
        is_open = number > plot.quotations - plot.open_quotations
        # What still waits was sent lately.
        sent = latest - timedelta(days=3 * (plot.quotations - number), hours=plot.number % 20) if is_open else when
        found.append(_one(world, plot, chance, trail, products, number, sent, is_open))
    return found[::-1]


def _one(
    world: World, plot: "Plot", chance: Chance, trail: Trail, products: list[Any], number: int, sent: datetime,
    is_open: bool,
) -> UUID:  # fmt: skip
    pk, revision_pk = chance.id_at(sent), chance.id_at(sent)
    title = f"{chance.of(MACHINES).capitalize()}, {chance.of(WORK)}"
    quotation = Quotation(id=pk, space_id=plot.space, number=number, title=title, stage="firm")
    valid_until = (world.now + timedelta(days=20 + 5 * number) if is_open else sent + timedelta(days=30)).replace(
        hour=21, minute=0, second=0, microsecond=0
    )
    revision = QuotationRevision(
        id=revision_pk, quotation=quotation, title=title, stage="firm", valid_until=valid_until, **TERMS
    )
    lines = [_line(chance, revision, position, products, sent) for position in range(LINES)]
    total = sums(lines, revision.currency).base
    digest = content_hash(content_of(quotation, revision, lines))
    decided = "open" if is_open else "accepted" if number % 3 else "declined"
    seller = plot.team[0]
    world.writer.table(
        Quotation, "id", "created", "space_id", "number", "title", "stage", "decision", "current_id", "created_by_id",
        "counts_from",
    ).add(pk, sent, plot.space, number, title, "firm", decided, revision_pk, seller.id, sent)  # fmt: skip
    terms = [*TERMS]
    world.writer.table(
        QuotationRevision, "id", "created", "quotation_id", "number", "state", "title", "stage", "valid_until",
        "net_total", "gross_total", "changed_by_id", "changed", "sent_at", "sent_by_id", "content_hash", *terms,
    ).add(
        revision_pk, sent, pk, 1, "sent", title, "firm", valid_until, total.net, total.gross, seller.id, sent, sent,
        seller.id, digest, *TERMS.values(),
    )  # fmt: skip
    table = world.writer.table(QuotationLine, *LINE_COLUMNS)
    for line in lines:
        table.add(*(getattr(line, column) for column in LINE_COLUMNS))
    _answers(world, plot, chance, trail, number, sent, pk, revision_pk, lines)
    if not is_open:
        _decide(world, plot, chance, trail, sent, pk, revision_pk, decided, total, digest)
    trail.tell(Fact(sent, "quotations.sent", seller, pk, {"revision": str(revision_pk), "hash": digest}))
    return pk


def _line(
    chance: Chance, revision: QuotationRevision, position: int, products: list[Any], created: datetime
) -> QuotationLine:
    product, code, name, list_price = products[chance.randrange(len(products))]
    return QuotationLine(
        id=chance.id_at(created),
        created=created,
        revision=revision,
        line_key=chance.key(),
        position=position,
        product_id=product,
        part_code=code,
        description=name,
        quantity=Decimal(chance.randrange(1, 12)),
        unit_price=list_price,
        discount=Decimal(5) if position % 3 == 0 else Decimal(0),
        optional=position >= LINES - 2,
        cost=(list_price * 7 / 10).quantize(Decimal("0.0001")),
    )


def _answers(
    world: World, plot: "Plot", chance: Chance, trail: Trail, number: int, sent: datetime, pk: UUID, revision: UUID,
    lines: list[QuotationLine],
) -> None:  # fmt: skip
    """Every quotation was opened; every third was asked about once, the newest of the measured project four times."""
    when = sent + timedelta(hours=5)
    receipts = world.writer.table(
        Receipt, "id", "created", "space_id", "subject_kind", "revision_id", "person_id", "how"
    )
    for someone in plot.buyers[:2]:
        receipts.add(chance.id_at(when), when, plot.space, "quotations.quotation", revision, someone.id, "opened")
    questions = world.writer.table(
        LineQuestion, "id", "created", "quotation_id", "line_key", "revision_number", "text", "asked_by_id", "asked_at",
        "answer", "answered_by_id", "answered_at",
    )  # fmt: skip
    main = plot.number == 0 and number == plot.quotations
    for place in range(4 if main else 1 if number % 3 == 0 else 0):
        asked, answered = when + timedelta(hours=place), when + timedelta(hours=20 + place)
        question = chance.id_at(asked)
        questions.add(
            question, asked, pk, lines[place].line_key, 1, "Is the mounting included in this price?",
            plot.buyers[0].id, asked, "Yes, with one supervisor for two weeks.", plot.team[0].id, answered,
        )  # fmt: skip
        about = {"question": str(question)}
        trail.tell(Fact(asked, "quotations.question_asked", plot.buyers[0], pk, about))
        trail.tell(Fact(answered, "quotations.question_answered", plot.team[0], pk, about))


def _decide(
    world: World, plot: "Plot", chance: Chance, trail: Trail, sent: datetime, pk: UUID, revision: UUID, kind: str,
    total: Any, digest: str,
) -> None:  # fmt: skip
    when, decider = sent + timedelta(hours=30), plot.buyers[1]
    decision = chance.id_at(when)
    reason = "The price was too high." if kind == "declined" else ""
    world.writer.table(
        Decision, "id", "created", "revision_id", "kind", "name", "reason", "net_total", "tax_total", "gross_total",
        "content_hash", "by_id", "at",
    ).add(
        decision, when, revision, kind, "Decision Maker", reason, total.net, total.tax, total.gross, digest,
        decider.id, when,
    )  # fmt: skip
    about = {"revision": str(revision), "decision": str(decision), "hash": digest}
    trail.tell(Fact(when, f"quotations.{kind}", decider, pk, about))
