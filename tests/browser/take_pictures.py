"""Photographs the main pages of a fresh demo into docs/pictures: `python -m tests.browser.take_pictures`.

Small files (at most 120 kB each) in few colours, at 1280 and at 360 px.
"""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, Stage
from tests.browser.journey import Journey
from tests.browser.site import PATIENCE, ROOT, Site

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 120_000
WIDTHS = (1280, 360)
HEAD = """# Pictures

The main pages with the demo's data, at 1280 and 360 px. Taken anew by `python -m tests.browser.take_pictures`.

| Page | Wide | Phone |
| --- | --- | --- |
"""


def reduced(image: Image.Image, colours: int) -> Image.Image:
    """The commonest colours as they are, so that surfaces stay flat and true; the rest of them spread widely."""
    counted = sorted(image.getcolors(image.width * image.height) or [], reverse=True)
    palette = [part for _, colour in counted[: colours // 2] for part in colour]
    spread = image.quantize(colours - len(palette) // 3, method=Image.Quantize.MAXCOVERAGE)
    chosen = Image.new("P", (1, 1))
    chosen.putpalette(palette + (spread.getpalette() or []))
    return image.quantize(palette=chosen, dither=Image.Dither.NONE)


def save(picture: bytes, path: Path) -> None:
    """With as few colours as it takes to be small."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (96, 48, 24, 12):
        reduced(image, colours).save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            return
    raise SystemExit(f"{path.name} does not get smaller than {LARGEST} bytes")


def photograph(page: Page, address: str, name: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        # What the worker still makes is waited for.
        page.wait_for_function("!document.querySelector('[data-refresh]')", timeout=PATIENCE * 1000)
        # The bar at the bottom of a phone belongs to the screen; on a whole page it would lie across its middle.
        page.add_style_tag(content=".dock { position: static !important }")
        save(page.screenshot(full_page=True), FOLDER / f"{name}-{width}.png")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    site = Site(port=8000)
    try:
        site.prepare()
        site.start_all()
        stage = Stage(site.env)
        rows = []
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            signed_in: dict[str, Journey] = {}
            for name, who, path, caption in stage.pictured():
                if who not in signed_in:
                    options = {"timezone_id": "Europe/Helsinki", "locale": "en-GB", "bypass_csp": True}
                    context = browser.new_context(reduced_motion="reduce", **options)
                    signed_in[who] = Journey(context.new_page(), site.address)
                    if who:
                        signed_in[who].sign_in(who)
                photograph(signed_in[who].page, site.address + path, name)
                wide, phone = (f"[{width} px]({name}-{width}.png)" for width in WIDTHS)
                rows.append(f"| {caption} | {wide} | {phone} |\n")
            browser.close()
        stage.close()
        (FOLDER / "README.md").write_text(HEAD + "".join(rows), encoding="utf-8")
    finally:
        site.stop()


if __name__ == "__main__":
    main()
