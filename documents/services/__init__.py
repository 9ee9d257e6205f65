"""Writes: files coming in (`uploads`), their check (`checking`), and what people do with documents (`documents`)."""

from documents.services.checking import announce, announce_all, check_work, revision_check
from documents.services.documents import (
    document_change,
    document_discard,
    document_share,
    document_take_back,
    revision_hand_out,
    revision_mark_opened,
    revision_mark_sent,
)
from documents.services.sweeping import sweep_files
from documents.services.uploads import (
    Incoming,
    OffsetMismatch,
    Target,
    document_add,
    documents_add,
    upload_begin,
    upload_drop,
    upload_write,
)

__all__ = [
    "Incoming",
    "OffsetMismatch",
    "Target",
    "announce",
    "announce_all",
    "check_work",
    "document_add",
    "document_change",
    "document_discard",
    "document_share",
    "document_take_back",
    "documents_add",
    "revision_check",
    "revision_hand_out",
    "revision_mark_opened",
    "revision_mark_sent",
    "sweep_files",
    "upload_begin",
    "upload_drop",
    "upload_write",
]
