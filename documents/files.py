"""Bytes on disk: written whole or not at all, and handed out so that no browser runs them."""

import hashlib
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from documents.models import Blob
from portal.core.ids import uuid7

CHUNK = 256 * 1024
# Nothing in the file may run or load anything, should a browser show it in spite of all.
FILE_POLICY = "sandbox; default-src 'none'"
UNKNOWN_TYPE = "application/octet-stream"


def store_bytes(*, space_id: UUID, content: bytes, file_name: str, media_type: str) -> Blob:
    """Keeps bytes the portal made itself (a PDF): temp, fsync, rename, fsync of the folder, then the row.

    `file_name` is not kept here: it belongs to whatever points at the blob. If the caller's transaction is rolled
    back, the file has no row and the sweeper removes it.
    """
    blob = Blob(
        id=uuid7(), space_id=space_id, sha256=hashlib.sha256(content).hexdigest(), size=len(content),
        media_type=media_type,
    )  # fmt: skip
    write_whole(blob.path, content)
    blob.save(force_insert=True)
    return blob


def read_bytes(blob: Blob) -> bytes:
    return blob.path.read_bytes()


def write_whole(path: Path, content: bytes) -> None:
    """After this returns, `path` holds `content` even if the power goes; before, it does not exist."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    with open(draft, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move_out_of_quarantine(blob: Blob) -> None:
    """The file to its lasting place; the caller saves the row. Harmless when a first try already moved it."""
    source = blob.path
    blob.quarantined = False
    target = blob.path
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)
        sync_folder(target.parent)
        sync_folder(source.parent)


def sha256_of(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- handing out -----------------------------------------------------------------------------------------------------


class StoredFile(StreamingHttpResponse):
    """A file, or one range of it, read piece by piece under WSGI and ASGI alike."""

    def __init__(self, pieces: Callable[[], Iterator[bytes]], **kwargs: Any) -> None:
        super().__init__(pieces(), **kwargs)
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = self._pieces()
        while piece := await sync_to_async(lambda: next(pieces, b""))():
            yield piece

    def has_header(self, header: str) -> bool:
        # Length and ranges count stored bytes, so nothing may compress them on the way.
        return header.lower() == "content-encoding" or super().has_header(header)


def blob_response(
    blob: Blob, file_name: str, *, inline: bool = False, request: HttpRequest | None = None
) -> HttpResponseBase:
    """The stored file as an answer nobody's browser runs: our type, attachment, sandbox, no-store.

    `request`: honours HEAD, a single `Range` and `If-Range`. The caller has asked the policy and written the receipt.
    """
    tag = f'"{blob.sha256[:32]}"'
    span = _span(request, blob.size, tag)
    headers = {
        "Content-Type": blob.media_type or UNKNOWN_TYPE,
        "Content-Disposition": content_disposition_header(not inline, file_name) or "attachment",
        "Content-Security-Policy": FILE_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Accept-Ranges": "bytes",
        "ETag": tag,
    }
    if span is None:
        headers["Content-Range"] = f"bytes */{blob.size}"
        return HttpResponse(status=416, headers=headers)
    start, end = span
    partial = (start, end) != (0, blob.size)
    headers["Content-Length"] = str(end - start)
    if partial:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{blob.size}"
    if request is not None and request.method == "HEAD":
        return HttpResponse(headers=headers)
    path = blob.path
    path.stat()  # a missing file must fail before the headers are sent
    return StoredFile(lambda: _pieces(path, start, end), status=206 if partial else 200, headers=headers)


def _span(request: HttpRequest | None, size: int, tag: str) -> tuple[int, int] | None:
    """(start, end) of the bytes wanted; None when the range lies outside. Odd or several ranges get the whole file."""
    header = request.headers.get("Range", "") if request is not None and request.method == "GET" else ""
    found = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", header.replace(" ", ""))
    if_range = request.headers.get("If-Range", tag) if request is not None else tag
    if not found or found.group(0) == "bytes=-" or if_range != tag:
        return 0, size
    first, last = found.groups()
    if not first:
        return (max(size - int(last), 0), size) if int(last) and size else None
    start, end = int(first), min(int(last) + 1, size) if last else size
    return (start, end) if start < end else None


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    with open(path, "rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


# --- emptying --------------------------------------------------------------------------------------------------------


def stored_paths() -> Iterator[tuple[UUID, Path]]:
    """(blob or upload id, path) of every file kept, quarantine included. Unfinished drafts count as their blob's."""
    root = Path(settings.PORTAL_DATA)
    for folder in (root / "files", root / "quarantine"):
        for path in folder.rglob("*"):
            name = path.name.removeprefix(".").removesuffix(".part")
            if path.is_file() and re.fullmatch(r"[0-9a-f-]{36}", name):
                yield UUID(name), path
