"""The supplier's own logo in the head of every page."""

import hashlib
from functools import cache

from django.conf import settings
from django.urls import reverse

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}


@cache
def load() -> tuple[bytes, str] | None:
    """Bytes and media type, read once; None when there is none or it is of another type."""
    path = settings.PORTAL_SUPPLIER_LOGO
    media_type = TYPES.get(path.suffix.lower()) if path else None
    if path is None or media_type is None:
        return None
    return path.read_bytes(), media_type


@cache
def url() -> str:
    found = load()
    return f"{reverse('ui:logo')}?{hashlib.sha256(found[0]).hexdigest()[:12]}" if found else ""
