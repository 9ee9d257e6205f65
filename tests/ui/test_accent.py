"""Any colour a supplier may choose stays readable in both themes."""

import re

import pytest

from portal.ui import accent, bundle

COLOURS = ["#0b5d7a", "#000000", "#ffffff", "#ffff00", "#ff0000", "#00ff00", "#0000ff", "#808080", "#e30613", "#ffd500",
           "#7fba00", "#c0c0c0", "#123456", "#ff69b4"]  # fmt: skip


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize(("theme", "surfaces"), [("light", accent.LIGHT), ("dark", accent.DARK)])
def test_palette_meets_wcag(colour: str, theme: str, surfaces: dict[str, str]) -> None:
    tokens = accent.palette(colour)[theme]

    for surface in (*surfaces.values(), tokens["accent-soft"]):
        assert accent.contrast(tokens["accent-text"], surface) >= 4.5
    for surface in surfaces.values():
        assert accent.contrast(tokens["accent"], surface) >= 3
    assert accent.contrast(tokens["on-accent"], tokens["accent"]) >= 4.5
    assert accent.contrast(tokens["on-accent"], tokens["accent-strong"]) >= 4.5


def test_a_readable_colour_is_kept() -> None:
    assert accent.palette("#0b5d7a")["light"]["accent"] == "#0b5d7a"


def tokens_of(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def test_surfaces_equal_those_of_the_stylesheet() -> None:
    text = (bundle.ROOT / "css" / "tokens.css").read_text()
    light = tokens_of(re.search(r":root \{\n  color-scheme: light;(.*?)\n\}", text, re.S)[1])  # type: ignore[index]
    dark = tokens_of(re.search(r'\n:root\[data-theme="dark"\] \{(.*?)\n\}', text, re.S)[1])  # type: ignore[index]

    assert {name: dark[name] for name in accent.DARK} == accent.DARK
    assert light["sunken"] == accent.LIGHT["sunken"]
    assert light["hover"] == accent.LIGHT["hover"]


def test_both_ways_to_the_dark_theme_are_the_same() -> None:
    text = (bundle.ROOT / "css" / "tokens.css").read_text()
    system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\n  \}', text, re.S)[1]  # type: ignore[index]
    chosen = re.search(r'\n:root\[data-theme="dark"\] \{(.*?)\n\}', text, re.S)[1]  # type: ignore[index]

    assert tokens_of(system) == tokens_of(chosen)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_status_colours_meet_wcag(theme: str) -> None:
    text = (bundle.ROOT / "css" / "tokens.css").read_text()
    pattern = (
        r":root \{\n  color-scheme: light;(.*?)\n\}"
        if theme == "light"
        else r'\n:root\[data-theme="dark"\] \{(.*?)\n\}'
    )
    tokens = tokens_of(re.search(pattern, text, re.S)[1])  # type: ignore[index]
    tokens = {name: "#ffffff" if value == "#fff" else value for name, value in tokens.items()}

    for surface in ("paper", "sunken", "hover"):
        for ink in ("text", "ink", "muted", "done", "waiting", "attention", "closed"):
            assert accent.contrast(tokens[ink], tokens[surface]) >= 4.5, (ink, surface)
        assert accent.contrast(tokens["edge"], tokens[surface]) >= 3, surface
    for tone in ("done", "waiting", "attention", "closed"):
        assert accent.contrast(tokens[tone], tokens[f"{tone}-soft"]) >= 4.5, tone
