"""Text, mail, drawings and video: little can hide in them, so little is asked."""

import email.parser
import email.policy
import re
from typing import IO

from documents.checks.verdict import Notes, refuse

STEP = 1024 * 1024
HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")
KNOWN_HEADERS = ("from", "to", "subject", "date", "message-id", "received", "mime-version")


def check_text(file: IO[bytes]) -> None:
    """No zero bytes anywhere, unless it is UTF-16 by its mark. Raises: Refused."""
    first = file.read(2)
    if first in (b"\xff\xfe", b"\xfe\xff"):
        return
    while piece := file.read(STEP):
        if b"\x00" in piece:
            refuse("mismatch")


def check_mail(file: IO[bytes], notes: Notes) -> None:
    """A message with the usual heads. Raises: Refused."""
    head = file.read(256 * 1024)
    if not HEADER.match(head):
        refuse("mismatch")
    message = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(head)
    if sum(name in message for name in KNOWN_HEADERS) < 2:
        refuse("mismatch")
    if "multipart/mixed" in str(message.get("Content-Type", "")).lower():
        notes.flags.add("attachments")


def check_video(head: bytes) -> None:
    """An MPEG-4 file by its brand. Raises: Refused."""
    if head[8:12] not in {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"}:
        refuse("mismatch")
