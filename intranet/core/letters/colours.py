"""The colours of the house as mail programs know them: #rrggbb. They are those of static/css/tokens.css, whose notation
no mail program reads; a test holds the two together."""

from __future__ import annotations

import math
from functools import lru_cache

# Name in tokens.css: lightness, chroma and hue by day and by night; a hue of None is the firm's own.
Tone = tuple[float, float, float | None]
TONES: dict[str, tuple[Tone, Tone]] = {
    "canvas": ((0.957, 0.007, 82), (0.178, 0.006, 75)),
    "surface": ((0.992, 0.003, 85), (0.218, 0.007, 75)),
    "line": ((0.905, 0.008, 80), (0.305, 0.008, 75)),
    "ink": ((0.235, 0.012, 65), (0.935, 0.007, 85)),
    "ink-2": ((0.41, 0.013, 68), (0.785, 0.01, 82)),
    "ink-3": ((0.5, 0.013, 70), (0.68, 0.011, 80)),
    "accent": ((0.425, 0.083, None), (0.8, 0.105, None)),
    "accent-ink": ((0.4, 0.083, None), (0.83, 0.1, None)),
    "accent-soft": ((0.945, 0.024, None), (0.29, 0.036, None)),
    "accent-line": ((0.82, 0.05, None), (0.42, 0.055, None)),
    "on-accent": ((0.99, 0.006, None), (0.2, 0.03, None)),
}


@lru_cache(maxsize=8)
def colours(hue: int) -> dict[str, dict[str, str]]:
    """``{"day": {"canvas": "#f4f1ec", …}, "night": {…}}`` for a firm's hue; names with an underscore, for templates."""
    return {
        time: {name.replace("-", "_"): as_hex(*tones[index], firms_own=hue) for name, tones in TONES.items()}
        for index, time in enumerate(("day", "night"))
    }


def as_hex(lightness: float, chroma: float, hue: float | None, *, firms_own: int) -> str:
    """OKLCH to sRGB, as CSS Color 4 writes it down; what lies outside is cut off."""
    angle = math.radians(firms_own if hue is None else hue)
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(max(value, 0.0), 1.0))):02x}" for value in linear)


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
