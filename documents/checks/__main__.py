"""`python -m documents.checks PATH ENDING`: is this file what its name says, and harmless to readers?

Answers with one line of JSON. Runs locked in, without network; imports no Django.
"""

import json
import sys
from pathlib import Path
from typing import Any

from documents.checks import images, ole, ooxml, pdf, texts
from documents.checks.content import LOOKED_AT, family_of
from documents.checks.verdict import Notes, Refused, refuse
from documents.children import UNPROTECTED
from documents.sandbox import MIB, Limits, Unprotected, enter
from documents.types import ALLOWED, MACRO_ENDINGS

LIMITS = Limits(memory=1024 * MIB, cpu=40)


def check(path: Path, ending: str) -> dict[str, Any]:
    """{"refused": reason} or {"media_type": …, "flags": […]}."""
    notes = Notes()
    try:
        with open(path, "rb") as file:
            head = file.read(LOOKED_AT)
            _check(path, file, head, ending, notes)
    except Refused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": "too_big_inside"}
    return {"media_type": ALLOWED[ending].media_type, "flags": sorted(notes.flags)}


def _check(path: Path, file: Any, head: bytes, ending: str, notes: Notes) -> None:
    if not head:
        refuse("empty")
    if ending in MACRO_ENDINGS:
        refuse("macro")
    if ending not in ALLOWED:
        refuse("type")
    wanted, found = ALLOWED[ending].family, family_of(head)
    file.seek(0)
    if wanted == "ooxml" and found == "ole":
        ole.check(file, ending, notes)
    # Mail is text to look at, and so is a drawing with an unusual beginning.
    if wanted != found and not (wanted == "mail" and found == "text"):
        refuse("mismatch")
    if wanted == "pdf":
        if not head.startswith(b"%PDF-"):
            refuse("mismatch")
        pdf.check(path, notes)
    elif wanted == "ooxml":
        ooxml.check(file, ending, notes)
    elif wanted == "ole":
        ole.check(file, ending, notes)
    elif wanted == "image":
        images.check(path, ending)
    elif wanted == "text":
        texts.check_text(file)
    elif wanted == "mail":
        texts.check_mail(file, notes)
    elif wanted == "video":
        texts.check_video(head)


def main() -> int:
    path, ending = sys.argv[1:]
    try:
        enter(LIMITS)
    except Unprotected as error:
        sys.stderr.write(str(error))
        return UNPROTECTED
    json.dump(check(Path(path), ending), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
