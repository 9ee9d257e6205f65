"""PDF: opens without a password, has pages, decodes to a size a reader can bear, and runs nothing by itself."""

import zlib
from pathlib import Path
from typing import Any

import pikepdf

from documents.checks.verdict import Budget, Notes, refuse

MOST_PAGES = 10_000
MOST_OBJECTS = 1_000_000
MOST_PIXELS = 400_000_000
MOST_DECODED = 2 * 1024**3
STEP = 1024 * 1024
# Documents a link may name; a link to anything else could start a program.
LINKED = (".pdf", ".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".dwg", ".dxf", ".txt", ".png", ".jpg")
ALONE = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute"}


def check(path: Path, notes: Notes) -> None:
    """Raises: Refused. A damaged file that readers repair is accepted as it is; its bytes are never changed."""
    try:
        with pikepdf.open(path) as file:
            if not 0 < len(file.pages) <= MOST_PAGES:
                refuse("damaged" if not len(file.pages) else "too_big_inside")
            if file.is_encrypted and not (file.allow.extract and file.allow.print_highres):
                notes.flags.add("restricted")
            _runs_by_itself(file)
            _walk(file, notes)
    except pikepdf.PasswordError:
        refuse("password")
    except pikepdf.PdfError:
        refuse("damaged")
    except RecursionError:
        refuse("unsafe")


def _runs_by_itself(file: pikepdf.Pdf) -> None:
    """What opening the file or turning a page would start."""
    _refuse_action(file.Root.get("/OpenAction"))
    _refuse_events(file.Root.get("/AA"))
    for page in file.pages:
        _refuse_events(page.obj.get("/AA"))


def _refuse_events(events: Any) -> None:
    if isinstance(events, pikepdf.Dictionary):
        for _event, action in events.items():
            _refuse_action(action)


def _refuse_action(action: Any, depth: int = 0) -> None:
    if not isinstance(action, pikepdf.Dictionary) or depth > 50:
        return
    if str(action.get("/S", "")) in ALONE:
        refuse("active")
    following = action.get("/Next")
    for each in following if isinstance(following, pikepdf.Array) else [following]:
        _refuse_action(each, depth + 1)


def _walk(file: pikepdf.Pdf, notes: Notes) -> None:
    budget = Budget(MOST_DECODED)
    for count, each in enumerate(file.objects):
        if count > MOST_OBJECTS:
            refuse("too_big_inside")
        if isinstance(each, pikepdf.Stream):
            _weigh(each, budget)
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            _look(each, notes, 0)


def _look(each: Any, notes: Notes, depth: int) -> None:
    """One dictionary and those written inside it; what it refers to is looked at as an object of its own."""
    if depth > 30:
        refuse("unsafe")
    if "/EF" in each or each.get("/Type") == pikepdf.Name.EmbeddedFile:
        notes.flags.add("attachments")
    if "/JS" in each:
        notes.flags.add("scripts")
    if each.get("/S") == pikepdf.Name.Launch:
        _look_at_launch(each)
        notes.flags.add("links")
    if each.get("/Subtype") == pikepdf.Name.RichMedia:
        refuse("active")
    for _key, value in each.items():
        if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
            _look(value, notes, depth + 1)


def _look_at_launch(action: Any) -> None:
    target = action.get("/F")
    name = target.get("/UF") or target.get("/F") if isinstance(target, pikepdf.Dictionary) else target
    if "/Win" in action or not isinstance(name, pikepdf.String) or not str(name).lower().endswith(LINKED):
        refuse("active")


def _weigh(stream: pikepdf.Stream, budget: Budget) -> None:
    """Counts what a stream decodes to, without keeping it."""
    width, height = stream.get("/Width"), stream.get("/Height")
    if isinstance(width, int) and isinstance(height, int) and width * height > MOST_PIXELS:
        refuse("too_big_inside")
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters or "")]
    try:
        raw = stream.read_raw_bytes()
    except pikepdf.PdfError:
        return  # readers skip it too
    if names[0] == "/JBIG2Decode":
        _weigh_bilevel(raw)
    if names.count("/FlateDecode") > 2 or len(names) > 5:
        refuse("unsafe")
    if names[0] == "/FlateDecode":
        _inflate(raw, names.count("/FlateDecode"), budget)


def _inflate(raw: bytes, times: int, budget: Budget) -> None:
    decoders = [zlib.decompressobj() for _ in range(times)]

    def feed(level: int, piece: bytes) -> None:
        while piece:
            out = decoders[level].decompress(piece, STEP)
            budget.spend(len(out))
            piece = decoders[level].unconsumed_tail
            if level + 1 < times and out:
                feed(level + 1, out)
            if not out:
                return

    try:
        feed(0, raw)
    except zlib.error:
        return  # damaged: what came out so far is counted


def _weigh_bilevel(raw: bytes) -> None:
    """JBIG2 says width and height of its page and regions in its own segments, which viewers believe."""
    at = 0
    for _segment in range(1000):
        if at + 11 > len(raw):
            return
        kind, refs = raw[at + 4] & 0x3F, raw[at + 5] >> 5
        if refs == 7:
            return
        number = int.from_bytes(raw[at : at + 4], "big")
        head = 6 + refs * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if raw[at + 4] & 0x40 else 1)
        length = int.from_bytes(raw[at + head : at + head + 4], "big")
        body = at + head + 4
        if kind == 48 or 4 <= kind <= 43 and kind not in {16}:
            width, height = (int.from_bytes(raw[body + i : body + i + 4], "big") for i in (0, 4))
            # A height of all ones means "not known yet".
            if width * (height if height != 0xFFFFFFFF else 1) > MOST_PIXELS:
                refuse("too_big_inside")
        if length == 0xFFFFFFFF:
            return
        at = body + length
