"""How much may come in. Types are in `types.py`, what may be inside a file in `checks/`."""

from datetime import timedelta

from django.conf import settings

MIB = 1024 * 1024
PIECE_BYTES = 8 * MIB
# All files of one project, and what one person has on its way into it.
SPACE_BYTES = 50 * 1024 * MIB
PERSON_BYTES = 4 * 1024 * MIB
PERSON_UPLOADS = 500
# The plain form sends whole files at once; the server caps the request as well.
FORM_FILES = 40
UPLOAD_KEPT = timedelta(hours=24)
FINISHED_UPLOAD_KEPT = timedelta(days=7)


def largest_file() -> int:
    return int(settings.PORTAL_MAX_UPLOAD_BYTES)
