"""`python -m documents.pdf.child`: HTML in, PDF out, in a process of its own. Imports no Django."""

import base64
import json
import re
import sys
from typing import Any

from documents.sandbox import MIB, Limits, enter

LIMITS = Limits(memory=2048 * MIB, cpu=90, written=64 * MIB)
NO_PANGO = 3
OTHER_SPACES = re.compile(rb"^(<[0-9a-f]{4}>) <(?:00a0|2009|202f)>$")


def plain_spaces(document: Any, pdf: Any) -> None:
    """Lets viewers find words with an ordinary space.

    Fonts draw all spaces with one glyph, and the file says it means the kind that came first: often the narrow one
    that groups thousands.
    """
    for each in pdf.objects:
        lines = getattr(each, "stream", None)
        if lines and b"begincmap" in lines:
            each.stream = [OTHER_SPACES.sub(rb"\1 <0020>", line) for line in lines]


def main() -> int:
    try:
        from weasyprint import HTML, Attachment
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as error:  # a system library is missing
        sys.stderr.write(str(error))
        return NO_PANGO

    class NamedAssets(URLFetcher):  # type: ignore[misc]  # the library has no types
        """Serves what the caller handed over by name, and nothing else in the world."""

        def __init__(self, assets: dict[str, list[str]]) -> None:
            super().__init__(allowed_protocols=("asset",), allow_redirects=False)
            self._assets = assets

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            name = url.removeprefix("asset:") if url.startswith("asset:") else ""
            if name not in self._assets:
                raise ValueError("not one of the named assets")
            media_type, content = self._assets[name]
            return URLFetcherResponse(url, base64.b64decode(content), {"Content-Type": media_type})

    asked = json.load(sys.stdin)
    enter(LIMITS)
    page = HTML(string=asked["html"], base_url="asset:", url_fetcher=NamedAssets(asked["assets"]), media_type="print")
    attachments = [
        Attachment(string=base64.b64decode(content), name=name, description=description, relationship="Alternative")
        for name, description, content in asked["attachments"]
    ]
    made = page.write_pdf(pdf_tags=True, attachments=attachments or None, finisher=plain_spaces)
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
