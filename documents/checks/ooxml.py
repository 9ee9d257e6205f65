"""docx, xlsx, pptx: a zip of XML parts. Every byte is unpacked and counted; nothing is kept and no XML is parsed."""

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from documents.checks.content import OLE_START, ZIP_STARTS
from documents.checks.verdict import Budget, Notes, refuse

MOST_UNPACKED = 512 * 1024 * 1024
MOST_MEMBERS = 10_000
MOST_DEPTH = 3
STEP = 256 * 1024
# Strict and transitional files name their main part alike.
MAIN_PARTS = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
# In UTF-8 and, with the zero bytes taken out, in UTF-16.
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
TEMPLATE_FROM_AFAR = re.compile(
    rb"<[^>]*(?:attachedTemplate|oleObject|frame|subDocument)[^>]*TargetMode=.External[^>]*>"
)
OVERLAP = 4096


def check(file: IO[bytes], ending: str, notes: Notes) -> None:
    """Raises: Refused."""
    _archive(file, ending, notes, Budget(MOST_UNPACKED), 1)


def _archive(file: IO[bytes], ending: str, notes: Notes, budget: Budget, depth: int) -> None:
    if depth > MOST_DEPTH:
        refuse("unsafe")
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                refuse("unsafe")
            types = b""
            for member in members:
                _name_is_plain(member)
                content = _part(archive, member, notes, budget, depth)
                if member.filename == "[Content_Types].xml":
                    types = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        # zipfile raises any of these for a truncated, encrypted or dishonest archive.
        refuse("damaged")
    if not types:
        refuse("mismatch")
    if b"macroEnabled" in types or b"vbaProject" in types:
        refuse("macro")
    if ending and MAIN_PARTS[ending] not in types:
        refuse("mismatch")


def _name_is_plain(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.match(r"[A-Za-z]:", name):
        refuse("unsafe")
    if (member.external_attr >> 16) & 0o170000 == 0o120000:  # a symbolic link
        refuse("unsafe")
    if member.flag_bits & 1:
        refuse("password")


def _part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, notes: Notes, budget: Budget, depth: int) -> bytes:
    """Unpacks one part step by step; returns its first bytes."""
    name = member.filename.lower()
    if name.endswith("vbaproject.bin") or "/activex/" in name:
        refuse("macro")
    is_xml = name.endswith((".xml", ".rels", ".vml"))
    first = b""
    with archive.open(member) as part:
        for piece, before in _pieces(part, budget):
            if not first:
                first = piece
                if piece.startswith(ZIP_STARTS):
                    return _inner(archive, member, notes, budget, depth)
                if piece.startswith(OLE_START):
                    notes.flags.add("attachments")
            if is_xml:
                _no_entities(before + piece)
                if name.endswith(".rels") and TEMPLATE_FROM_AFAR.search(before + piece):
                    refuse("active")
    return first


def _inner(archive: zipfile.ZipFile, member: zipfile.ZipInfo, notes: Notes, budget: Budget, depth: int) -> bytes:
    """A chart's workbook and its like: an archive inside the archive, checked as strictly as the outer one."""
    with tempfile.SpooledTemporaryFile(max_size=MOST_UNPACKED) as copy, archive.open(member) as part:
        for piece, _before in _pieces(part, budget):
            copy.write(piece)
        copy.seek(0)
        _archive(copy, "", notes, budget, depth + 1)
    return b""


def _pieces(part: IO[bytes], budget: Budget) -> Iterator[tuple[bytes, bytes]]:
    """(piece, end of the one before): what the headers say about sizes is not asked."""
    before = b""
    while piece := part.read(STEP):
        budget.spend(len(piece))
        yield piece, before
        before = piece[-OVERLAP:]


def _no_entities(text: bytes) -> None:
    if DOCTYPE.search(text) or (b"\x00" in text and DOCTYPE.search(text.replace(b"\x00", b""))):
        refuse("unsafe")
