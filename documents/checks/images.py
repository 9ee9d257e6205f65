"""Pictures: of the named format, and not larger on screen than a reader can bear. Only heads are decoded."""

from pathlib import Path

from PIL import Image, UnidentifiedImageError

from documents.checks.verdict import refuse

FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "tif": "TIFF", "tiff": "TIFF", "webp": "WEBP"}
MOST_PIXELS = 200_000_000
MOST_FRAMES = 2_000

# Our own limit is asked below; the library's would be a warning only.
Image.MAX_IMAGE_PIXELS = None


def check(path: Path, ending: str) -> None:
    """Raises: Refused."""
    try:
        with Image.open(path) as image:
            if image.format != FORMATS[ending] and not (image.format == "MPO" and FORMATS[ending] == "JPEG"):
                refuse("mismatch")
            width, height = image.size
            if width * height > MOST_PIXELS:
                refuse("too_big_inside")
            if image.format in {"GIF", "WEBP"} and getattr(image, "n_frames", 1) > MOST_FRAMES:
                refuse("too_big_inside")
            if image.format == "PNG":
                image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        refuse("damaged")
