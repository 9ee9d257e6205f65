"""A template as PDF. Called from a worker: the heavy library lives and dies in the child."""

import base64
import json
import zoneinfo
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from documents.children import ChildFailed, run
from documents.pdf.child import NO_PANGO
from portal.jobs.errors import NotYet
from portal.ui import accent, logo

SECONDS = 100
STYLES = Path(__file__).parent / "assets" / "pdf.css"


class PdfFailed(Exception):
    """The PDF could not be made; the job tries again."""


def render_pdf(
    *,
    template: str,
    context: dict[str, Any],
    language: str,
    time_zone: str,
    attachments: Sequence[tuple[str, str, bytes]] = (),
) -> bytes:
    """The template's page as PDF bytes, in a language and zone.

    Args:
        template: extends "pdf/base.html", whose comment lists what `context` must hold.
        attachments: (file name, description, content) of files that travel inside the PDF.
    Raises: NotYet: a system library is missing, the job waits. PdfFailed: anything else.
    """
    with translation.override(language), timezone.override(zoneinfo.ZoneInfo(time_zone)):
        given = {"language": language, "portal_name": settings.PORTAL_NAME, "has_logo": "logo" in assets()}
        html = render_to_string(template, {**given, **context})
    asked = {
        "html": html,
        "assets": {name: [kind, base64.b64encode(body).decode()] for name, (kind, body) in assets().items()},
        "attachments": [(name, about, base64.b64encode(body).decode()) for name, about, body in attachments],
    }
    try:
        return run("documents.pdf.child", given=json.dumps(asked).encode(), seconds=SECONDS)
    except ChildFailed as error:
        if error.status == NO_PANGO:
            raise NotYet(
                "PDFs wait: the system library Pango is not installed on the machine of the worker."
            ) from error
        raise PdfFailed(error.told) from error


@cache
def assets() -> dict[str, tuple[str, bytes]]:
    """name → (media type, content) of all a PDF may load: our styles, the accent, the supplier's logo."""
    colours = accent.palette(settings.PORTAL_ACCENT)["light"]
    tokens = "".join(f"--{name}:{value};" for name, value in colours.items())
    found = {
        "pdf.css": ("text/css", STYLES.read_bytes()),
        "accent.css": ("text/css", f":root{{{tokens}}}".encode()),
    }
    if image := logo.load():
        content, media_type = image
        found["logo"] = (media_type, content)
    return found
