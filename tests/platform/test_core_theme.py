"""Whatever accent a firm chooses, its text can be read."""

from __future__ import annotations

import contextlib
import math
import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from intranet.core.models import ACCENTS, SiteSettings, says_nothing_else
from intranet.core.theme import stylesheet

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text()
SURFACES = ("canvas", "surface", "raised", "sunken")


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance of an OKLCH colour as a screen shows it (clipped to sRGB)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long, medium, short = (
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    light, dark = sorted((luminance(*one), luminance(*other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def token(name: str, theme: int, *, hue: int = 164) -> tuple[float, float, float]:
    line = re.search(rf"--{name}: light-dark\((.*)\);", TOKENS)
    assert line, f"--{name} is not in tokens.css"
    colours = line[1].replace("var(--accent-hue)", str(hue))
    lightness, chroma, angle = re.findall(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)", colours)[theme]
    return float(lightness), float(chroma), float(angle)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_in_and_on_every_accent_has_enough_contrast(theme):
    for hue in range(360):
        soft = token("accent-soft", theme, hue=hue)
        ink = token("accent-ink", theme, hue=hue)
        for behind in ("accent", "accent-hover"):
            assert contrast(token("on-accent", theme, hue=hue), token(behind, theme, hue=hue)) >= 4.5, (hue, behind)
        assert contrast(ink, soft) >= 4.5, hue
        assert contrast(token("ink", theme), soft) >= 4.5, hue
        for surface in SURFACES:
            assert contrast(ink, token(surface, theme)) >= 4.5, (hue, surface)
            assert contrast(token("accent", theme, hue=hue), token(surface, theme)) >= 3, (hue, surface)


def test_the_sheet_sets_the_hue_and_the_default_is_that_of_the_tokens():
    assert stylesheet(300) == ":root {\n  --accent-hue: 300;\n}\n"
    assert f"--accent-hue: {SiteSettings().accent_hue};" in TOKENS


def test_a_hue_that_is_a_signal_cannot_be_an_accent():
    allowed = set()
    for hue in range(360):
        with contextlib.suppress(ValidationError):
            says_nothing_else(hue)
            allowed.add(hue)
    assert set(ACCENTS) <= allowed
    assert not {30, 76, 247, 10, 260} & allowed
