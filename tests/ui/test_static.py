"""What is served is current and small, and templates keep to the strict content security policy."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from portal.ui import bundle

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Mails and papers are not pages: their styles are their own.
PAGES = [path for path in TEMPLATES if path.relative_to(ROOT / "templates").parts[0] not in {"emails", "pdf"}]


def test_bundles_are_current() -> None:
    for path, text in bundle.outputs().items():
        assert path.read_text() == text, f"{path.name} is out of date: run bin/ui_bundle"


def test_styles_and_scripts_leave_room_for_the_page() -> None:
    """First view at most 40 KB: this leaves more than 8 KB for the HTML itself."""
    files = ["ui/css/ui.css", "ui/js/ui.js", "django_htmx/htmx-2.min.js"]
    sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in files}
    assert sizes["ui/js/ui.js"] < 10_000
    assert sum(sizes.values()) < 32_500, sizes


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_has_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<[^>%]*\sstyle\s*=", text), "style attribute"
    assert not re.search(r"<[^>%]*\son[a-z]+\s*=\s*[\"']", text), "event handler attribute"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "script with text"
    assert "<style" not in text
    assert not re.search(r"hx-on|hx-vals\s*=\s*[\"']js:", text), "htmx attribute that needs eval"


def test_every_icon_that_is_used_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="([\w-]+)"', (bundle.ROOT / "icons" / "sprite.svg").read_text()))
    used = {name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())}
    for path in ROOT.glob("*/**/apps.py"):
        used |= set(re.findall(r'icon="([\w-]+)"', path.read_text()))
    assert used - sprite == set()


def test_every_part_lists_its_variables() -> None:
    for path in (ROOT / "templates" / "ui").glob("_*.html"):
        assert "{% comment %}" in path.read_text().split("\n\n")[0], path.name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_parts_get_only_variables_they_list(path: Path) -> None:
    """A misspelt variable would silently show nothing."""
    for name, given in re.findall(
        r'{% part "([\w-]+)"((?:\s+\w+=(?:"[^"]*"|\'[^\']*\'|[^\s%]+))*)\s*%}', path.read_text()
    ):
        part = ROOT / "templates" / "ui" / f"_{name}.html"
        assert part.exists(), f"no part {name}"
        described = part.read_text().split("{% endcomment %}")[0]
        for variable in re.findall(r"(\w+)=", re.sub(r'"[^"]*"|\'[^\']*\'', "", given)):
            assert re.search(rf"\b{variable}\b", described), f"part {name} knows no {variable}"
