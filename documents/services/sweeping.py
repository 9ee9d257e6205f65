"""Files go after their rows: what no row points at any more is removed from the disk."""

import time
from itertools import islice

from django.utils import timezone

from documents import limits
from documents.files import stored_paths
from documents.models import Blob, Upload

# A younger file may belong to a transaction that is not committed yet.
GRACE_SECONDS = 3600
BATCH = 500


def sweep_files() -> int:
    """Ends uploads nobody went on with, then removes files without a row. Returns how many files went."""
    now = timezone.now()
    Upload.objects.filter(revision=None, touched__lt=now - limits.UPLOAD_KEPT).delete()
    Upload.objects.exclude(revision=None).filter(touched__lt=now - limits.FINISHED_UPLOAD_KEPT).delete()
    removed = 0
    paths = stored_paths()
    while batch := list(islice(paths, BATCH)):
        ids = {pk for pk, _path in batch}
        known = set(Blob.objects.filter(pk__in=ids).values_list("pk", flat=True))
        known |= set(Upload.objects.filter(pk__in=ids, revision=None).values_list("pk", flat=True))
        for pk, path in batch:
            if pk not in known and path.stat().st_mtime < time.time() - GRACE_SECONDS:
                path.unlink(missing_ok=True)
                removed += 1
    return removed
