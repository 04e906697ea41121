"""Text can be read: every pair of colours that text is set in has 4.5:1, in light and dark, whatever accent a firm
chose. Computed from the tokens themselves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
TEXT = 4.5
EDGE = 3.0

# What is written on what. A new pair in a style sheet is added here.
PAGES = ["canvas", "surface", "raised", "sunken"]
PAIRS = [
    *[(ink, page) for ink in ("ink", "ink-2", "ink-3", "accent-ink", "danger", "street", "caution") for page in PAGES],
    *[(ink, "accent-soft") for ink in ("ink", "ink-2", "ink-3", "accent-ink")],
    *[(f"code-{voice}", page) for voice in ("word", "text", "number", "name") for page in ("surface", "sunken")],
    *[(ink, f"{kind}-soft") for kind in ("street", "danger", "caution") for ink in ("ink", "ink-2", kind)],
    ("on-accent", "accent"), ("on-accent", "accent-hover"), ("on-danger", "danger"),
    ("on-toast", "toast"), ("toast-accent", "toast"), ("tint-ink", "tint-fill"),
]  # fmt: skip
# The edge of a control, and the ring of the focus.
EDGES = [(edge, page) for edge in ("line-strong", "accent") for page in PAGES]
THEMES = ["light", "dark"]
TINTS = [30, 62, 92, 135, 175, 225, 275, 340]

OKLCH = r"oklch\(([^()]*(?:\([^()]*\))?[^()]*)\)"
PAIR = re.compile(rf"light-dark\(\s*{OKLCH}\s*,\s*{OKLCH}\s*\)")
DECLARED = dict(re.findall(r"--([\w-]+):\s*([^;]+);", TOKENS))


def colour(name: str, theme: str, hue: float) -> tuple[float, float, float]:
    """The linear RGB of a token; ``hue`` stands for the accent's, or the person's, own."""
    found = PAIR.search(DECLARED[name])
    assert found, f"--{name} is not light-dark(oklch(…), oklch(…))"
    parts = found[1 + THEMES.index(theme)].split("/")[0].split()
    lightness, chroma = float(parts[0]), float(parts[1])
    angle = math.radians(hue if parts[2].startswith("var(") else float(parts[2]))
    return from_oklch(lightness, chroma * math.cos(angle), chroma * math.sin(angle))


def from_oklch(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long, medium, short = (
        (lightness + x * a + y * b) ** 3
        for x, y in ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
    )
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return tuple(min(1.0, max(0.0, channel)) for channel in (red, green, blue))  # type: ignore[return-value]


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    light, dark = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_weak(pairs: list[tuple[str, str]], least: float, theme: str, hues: list[float]) -> Iterator[str]:
    for ink, page in pairs:
        weakest = min(contrast(colour(ink, theme, hue), colour(page, theme, hue)) for hue in hues)
        if weakest < least:
            yield f"{ink} on {page} ({theme}): {weakest:.2f}"


def test_the_measure_itself_is_right():
    assert contrast((1, 1, 1), (0, 0, 0)) == pytest.approx(21)
    assert from_oklch(1, 0, 0) == pytest.approx((1, 1, 1), abs=1e-3)
    # Persiana in the light theme, as browsers compute it.
    assert colour("accent", "light", 164) == pytest.approx((0.0055, 0.0998, 0.0525), abs=0.02)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_everything_it_is_set_on(theme):
    assert list(too_weak(PAIRS, TEXT, theme, [164])) == []


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_with_any_accent_and_any_tint(theme):
    assert list(too_weak(PAIRS, TEXT, theme, [float(hue) for hue in [*range(0, 360, 5), *TINTS]])) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_edges_of_controls_can_be_seen(theme):
    assert list(too_weak(EDGES, EDGE, theme, [float(hue) for hue in range(0, 360, 5)])) == []
