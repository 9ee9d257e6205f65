"""What the first bytes of a file say it is, whatever its name says."""

import filetype

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<head", b"<body", b"<iframe")
LOOKED_AT = 8192

IMAGES = {"image/png", "image/jpeg", "image/gif", "image/tiff", "image/webp"}


def family_of(head: bytes) -> str:
    """The family (as in documents.types) the bytes belong to; "unknown" for all that is not on the list."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(OLE_START):
        return "ole"
    if head.startswith(ZIP_STARTS):
        return "ooxml"
    if head[:4] == b"AC10" and head[4:6].isdigit():
        return "dwg"
    if head[4:8] == b"ftyp":
        return "video"
    kind = filetype.guess(head)
    if kind is not None:
        return "image" if kind.mime in IMAGES else "unknown"
    if head.startswith(b"AutoCAD Binary DXF\r\n\x1a\x00") or _is_dxf(head):
        return "dxf"
    return "text" if _is_text(head) else "unknown"


def _is_dxf(head: bytes) -> bool:
    """Group code 0 or 999 (a comment) alone on the first line, and a SECTION or EOF soon after."""
    lines = [line.strip() for line in head.splitlines()[:400]]
    if len(lines) < 2 or lines[0] not in {b"0", b"999"}:
        return False
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    first = next((value for code, value in pairs if code != b"999"), b"")
    return first in {b"SECTION", b"EOF"} and all(code.lstrip(b"-").isdigit() for code, _value in pairs[:20])


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return not _is_markup(head.replace(b"\x00", b""))
    control = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in head)
    return b"\x00" not in head and control <= len(head) // 200 and not _is_markup(head)


def _is_markup(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe \t\r\n")[:512].lower()
    return start.startswith(MARKUP) or b"<script" in start or b"<html" in start
