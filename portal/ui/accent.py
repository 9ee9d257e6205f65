"""The supplier's accent colour, corrected until it can be read in both themes.

Pure arithmetic: sRGB to Oklab (B. Ottosson, 2020, public domain) and WCAG 2.2 contrast. Hue and chroma are kept,
only lightness moves, so the colour stays recognisably the supplier's.
"""

import hashlib
import math
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.urls import reverse

Rgb = tuple[float, float, float]

# Must equal tokens.css: the surfaces an accent is read on, darkest ink and lightest paper.
LIGHT = {"paper": "#ffffff", "sunken": "#f6f7f9", "hover": "#eef1f5"}
DARK = {"paper": "#12161c", "sunken": "#0c0f14", "hover": "#1c222b"}
WHITE, NIGHT = "#ffffff", "#06090d"

TEXT_CONTRAST = 4.6
# On dark surfaces thin strokes glow away sooner.
DARK_TEXT_CONTRAST = 6.0
CONTROL_CONTRAST = 3.05


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _to_gamma(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Iterable[float]) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, channel)) * 255):02x}" for channel in rgb)


def luminance(colour: str) -> float:
    red, green, blue = (_to_linear(channel) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def to_oklch(colour: str) -> tuple[float, float, float]:
    r, g, b = (_to_linear(channel) for channel in _rgb(colour))
    l = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)  # noqa: E741 - the names of the source
    m = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    s = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _linear_of(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3  # noqa: E741
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    )


def of_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour a screen can show: chroma gives way, lightness and hue stay."""
    while chroma > 0:
        linear = _linear_of(lightness, chroma, hue)
        if all(-0.001 <= channel <= 1.001 for channel in linear):
            break
        chroma -= 0.004
    return _hex(_to_gamma(channel) for channel in _linear_of(lightness, max(chroma, 0.0), hue))


def _move(colour: str, backgrounds: Iterable[str], wanted: float, step: float) -> str:
    """The colour, made darker (step < 0) or lighter until its contrast with each background is as wanted."""
    lightness, chroma, hue = to_oklch(colour)
    backgrounds = tuple(backgrounds)
    moved = of_oklch(lightness, chroma, hue)
    while min(contrast(moved, each) for each in backgrounds) < wanted and 0 < lightness < 1:
        lightness += step
        moved = of_oklch(lightness, chroma, hue)
    return moved


def _on(colour: str) -> str:
    return max((WHITE, NIGHT), key=lambda ink: contrast(ink, colour))


def _tint(colour: str, lightness: float, chroma: float) -> str:
    _, own_chroma, hue = to_oklch(colour)
    return of_oklch(lightness, min(chroma, own_chroma), hue)


def _solid(colour: str, surfaces: dict[str, str], step: float) -> tuple[str, str]:
    """A fill that stands out from every surface, and the ink that can be read on it."""
    fill = _move(colour, surfaces.values(), CONTROL_CONTRAST, step)
    while contrast(_on(fill), fill) < TEXT_CONTRAST:
        fill = _move(fill, (_on(fill),), TEXT_CONTRAST, step)
    return fill, _on(fill)


def palette(colour: str) -> dict[str, dict[str, str]]:
    """The five accent tokens for the light and the dark theme."""
    light_soft = _tint(colour, 0.955, 0.018)
    light, light_ink = _solid(colour, LIGHT, -0.01)
    lightness, chroma, hue = to_oklch(light)
    dark_soft = _tint(colour, 0.25, 0.035)
    raised = max(to_oklch(colour)[0], 0.62)
    dark, dark_ink = _solid(of_oklch(raised, to_oklch(colour)[1], to_oklch(colour)[2]), DARK, 0.01)
    dark_lightness, dark_chroma, dark_hue = to_oklch(dark)
    strong_light = of_oklch(lightness + (-0.06 if light_ink == WHITE else 0.05), chroma, hue)
    strong_dark = of_oklch(min(dark_lightness + (0.06 if dark_ink == NIGHT else -0.05), 0.97), dark_chroma, dark_hue)
    return {
        "light": {
            "accent": light,
            "on-accent": light_ink,
            "accent-text": _move(colour, (*LIGHT.values(), light_soft), TEXT_CONTRAST, -0.01),
            "accent-strong": strong_light,
            "accent-soft": light_soft,
        },
        "dark": {
            "accent": dark,
            "on-accent": dark_ink,
            "accent-text": _move(dark, (*DARK.values(), dark_soft), DARK_TEXT_CONTRAST, 0.01),
            "accent-strong": strong_dark,
            "accent-soft": dark_soft,
        },
    }


@cache
def stylesheet(colour: str) -> str:
    """The css of /ui/accent.css."""
    tokens = {
        theme: "".join(f"--{name}:{value};" for name, value in values.items())
        for theme, values in palette(colour).items()
    }
    return (
        f"@media screen{{:root{{{tokens['light']}}}:root[data-theme=dark]{{{tokens['dark']}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{tokens['dark']}}}}}}}\n"
    )


@cache
def _url(colour: str) -> str:
    digest = hashlib.sha256(stylesheet(colour).encode()).hexdigest()[:12]
    return f"{reverse('ui:accent')}?{digest}"


def url() -> str:
    """Address with a hash of the content, so that it can be kept for a year."""
    return _url(settings.PORTAL_ACCENT)
