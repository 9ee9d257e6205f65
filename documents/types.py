"""The types of files that may be stored: by the name's ending, then proved by content. Imports no Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    """family names the check that proves the content; media_type is what we say it is when we hand it out."""

    family: str
    media_type: str


_OOXML = "application/vnd.openxmlformats-officedocument."
ALLOWED = {
    "pdf": FileType("pdf", "application/pdf"),
    "docx": FileType("ooxml", _OOXML + "wordprocessingml.document"),
    "xlsx": FileType("ooxml", _OOXML + "spreadsheetml.sheet"),
    "pptx": FileType("ooxml", _OOXML + "presentationml.presentation"),
    "doc": FileType("ole", "application/msword"),
    "xls": FileType("ole", "application/vnd.ms-excel"),
    "ppt": FileType("ole", "application/vnd.ms-powerpoint"),
    "msg": FileType("ole", "application/vnd.ms-outlook"),
    "eml": FileType("mail", "message/rfc822"),
    "dwg": FileType("dwg", "image/vnd.dwg"),
    "dxf": FileType("dxf", "image/vnd.dxf"),
    "png": FileType("image", "image/png"),
    "jpg": FileType("image", "image/jpeg"),
    "jpeg": FileType("image", "image/jpeg"),
    "gif": FileType("image", "image/gif"),
    "tif": FileType("image", "image/tiff"),
    "tiff": FileType("image", "image/tiff"),
    "webp": FileType("image", "image/webp"),
    "txt": FileType("text", "text/plain"),
    "csv": FileType("text", "text/csv"),
    "mp4": FileType("video", "video/mp4"),
}
# Refused with a word of their own, because people have them and can save them as something else.
MACRO_ENDINGS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"})


def ending(file_name: str) -> str:
    """The last part after a dot, in small letters; "" when there is none."""
    stem, dot, last = file_name.rpartition(".")
    return last.lower() if dot and stem else ""


def accept_attribute() -> str:
    """For the browser's file chooser."""
    return ",".join(f".{name}" for name in ALLOWED)
