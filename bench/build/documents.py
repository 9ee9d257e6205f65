"""Documents with one available revision each, the stored rows behind them, and who opened them."""

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from bench.build.trail import Trail
from bench.build.words import PAPERS
from bench.build.world import Chance, Fact, World
from documents.choices import Category
from documents.models import Blob, Document, DocumentRevision, Receipt

if TYPE_CHECKING:
    from bench.build.projects import Plot

CLASSES = ("general", "general", "general", "technical", "technical", "commercial", "contract", "internal")
# The first documents of the measured project have real bytes, so that a download can be measured.
REAL_FILES = 3
CONTENT = b"%PDF-1.7\n% A stored file of the measured data.\n" + b"0123456789abcdef" * 4096 + b"\n%%EOF\n"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def add_documents(world: World, plot: "Plot", chance: Chance, trail: Trail) -> list[UUID]:
    """The documents of one project, spread over its life. Returns their ids, oldest first."""
    blobs = world.writer.table(Blob, "id", "created", "space_id", "size", "sha256", "media_type")
    documents = world.writer.table(
        Document, "id", "created", "space_id", "title", "category", "confidentiality", "side",
        "changed_by_id", "changed", "current_id",
    )  # fmt: skip
    revisions = world.writer.table(
        DocumentRevision, "id", "created", "document_id", "number", "blob_id", "file_name", "uploaded_by_id", "side",
        "state", "available", "announced",
    )  # fmt: skip
    categories = [category.value for category in Category]
    moments = sorted(chance.moment(plot.began, world.now - timedelta(hours=1)) for _number in range(plot.documents))
    found = []
    for number, when in enumerate(moments, start=1):
        document, revision, blob = (chance.id_at(when) for _part in range(3))
        # Three of four come from the supplier.
        side, people = ("customer", plot.buyers) if number % 4 == 0 else ("supplier", plot.team)
        sender = people[chance.randrange(3)]
        name = PAPERS[number % len(PAPERS)]
        if plot.number == 0 and number <= REAL_FILES:
            stored = Blob(id=blob, space_id=plot.space)
            stored.path.parent.mkdir(parents=True, exist_ok=True)
            stored.path.write_bytes(CONTENT)
            blobs.add(blob, when, plot.space, len(CONTENT), DIGEST, "application/pdf")
        else:
            size, digest = chance.randrange(20_000, 9_000_000), f"{chance.getrandbits(256):064x}"
            blobs.add(blob, when, plot.space, size, digest, "application/pdf")
        documents.add(
            document, when, plot.space, f"{name} {number}", categories[number % len(categories)],
            CLASSES[number % len(CLASSES)], side, sender.id, when, revision,
        )  # fmt: skip
        file_name = f"{name.replace(' ', '_')}_{number}.pdf"
        revisions.add(revision, when, document, 1, blob, file_name, sender.id, side, "available", when, True)
        _open(world, plot, chance, side, number, revision)
        trail.tell(Fact(when, "documents.added", sender, document, {"revision": str(revision), "number": 1}))
        found.append(document)
    return found


def _open(world: World, plot: "Plot", chance: Chance, side: str, number: int, revision: UUID) -> None:
    """The first of the other side has most documents, the second some."""
    table = world.writer.table(Receipt, "id", "created", "space_id", "subject_kind", "revision_id", "person_id", "how")
    readers = plot.buyers if side == "supplier" else plot.team
    for someone in readers[: 2 if number % 3 == 0 else 1 if number % 5 else 0]:
        when = world.now - timedelta(hours=chance.randrange(1, 400))
        table.add(chance.id_at(when), when, plot.space, "documents.document", revision, someone.id, "opened")
