"""doc, xls, ppt, msg: the older compound file. Only its folder and a few first bytes are read; for download only."""

import struct
from dataclasses import dataclass
from typing import IO

from documents.checks.verdict import Notes, refuse

MOST_ENTRIES = 50_000
END_OF_CHAIN, LARGEST_SECTOR = 0xFFFFFFFE, 0xFFFFFFFA
STREAMS = {
    "doc": {"worddocument"},
    "xls": {"workbook", "book"},
    "ppt": {"powerpoint document"},
    "msg": {"__properties_version1.0"},
}
MACROS = ("macros", "_vba_project_cur", "vba", "_vba_project")
WORD_ENCRYPTED, EXCEL_FILE_PASS = 0x0100, 0x002F


@dataclass(frozen=True)
class Entry:
    name: str
    start: int
    size: int


class CompoundFile:
    """The directory of [MS-CFB], read with every chain bounded. Raises: Refused: damaged."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        head = self._read(0, 512)
        self.sector = 1 << self._within(struct.unpack_from("<H", head, 30)[0], 9, 12)
        self.short_below = struct.unpack_from("<I", head, 56)[0]
        self.fat = self._fat(head)
        self.entries = self._entries(struct.unpack_from("<I", head, 48)[0])

    def _within(self, value: int, low: int, high: int) -> int:
        return value if low <= value <= high else refuse("damaged")

    def _read(self, at: int, count: int) -> bytes:
        self.file.seek(at)
        found = self.file.read(count)
        return found if len(found) == count else refuse("damaged")

    def read_sector(self, number: int) -> bytes:
        self.file.seek((number + 1) * self.sector)
        # The last sector of a file may be cut short.
        return self.file.read(self.sector).ljust(self.sector, b"\x00")

    def _fat(self, head: bytes) -> list[int]:
        sectors = [n for n in struct.unpack_from("<109I", head, 76) if n < LARGEST_SECTOR]
        more, per_sector = struct.unpack_from("<I", head, 68)[0], self.sector // 4
        for _ in range(1000):
            if more >= LARGEST_SECTOR:
                break
            *numbers, more = struct.unpack(f"<{per_sector}I", self.read_sector(more))
            sectors += [n for n in numbers if n < LARGEST_SECTOR]
        fat: list[int] = []
        for number in sectors[:20_000]:
            fat += struct.unpack(f"<{per_sector}I", self.read_sector(number))
        return fat

    def _entries(self, start: int) -> list[Entry]:
        found: list[Entry] = []
        number, seen = start, set()
        while number < LARGEST_SECTOR:
            if number in seen or number >= len(self.fat) or len(found) > MOST_ENTRIES:
                refuse("damaged")
            seen.add(number)
            block = self.read_sector(number)
            for at in range(0, len(block), 128):
                length = struct.unpack_from("<H", block, at + 64)[0]
                if block[at + 66] in {1, 2, 5} and 2 <= length <= 64:
                    name = block[at : at + length - 2].decode("utf-16-le", "replace").lower()
                    found.append(Entry(name, *struct.unpack_from("<II", block, at + 116)))
            number = self.fat[number]
        return found

    def first_bytes(self, entry: Entry) -> bytes:
        """The first sector of a long stream; short ones live elsewhere and give nothing."""
        return self.read_sector(entry.start) if entry.size >= self.short_below else b""


def check(file: IO[bytes], ending: str, notes: Notes) -> None:
    """Raises: Refused. An ending of a newer format means an encrypted one: that is how Office wraps it."""
    folder = CompoundFile(file)
    by_name = {entry.name: entry for entry in folder.entries}
    if "encryptedpackage" in by_name or "encryptioninfo" in by_name or "encryptedsummary" in by_name:
        refuse("password")
    main = STREAMS.get(ending, set()) & set(by_name)
    if not main:
        refuse("mismatch")
    if any(name in by_name for name in MACROS):
        refuse("macro")
    first = folder.first_bytes(by_name[min(main)])
    if ending == "doc" and len(first) > 12 and struct.unpack_from("<H", first, 10)[0] & WORD_ENCRYPTED:
        refuse("password")
    if ending == "xls" and _has_file_pass(first):
        refuse("password")
    if any(name.startswith(("__attach_version1.0", "objectpool", "mbd")) for name in by_name):
        notes.flags.add("attachments")


def _has_file_pass(first: bytes) -> bool:
    at = 0
    while at + 4 <= len(first):
        kind, length = struct.unpack_from("<HH", first, at)
        if kind == EXCEL_FILE_PASS:
            return True
        at += 4 + length
    return False
