"""The firm's accent colour, as the style sheet that every page loads after its own.

Only the hue is the firm's: lightness and chroma stay as designed for each place, in light and dark, so that text on
and in the accent keeps its contrast whatever hue is chosen (tests/platform/test_core_theme.py walks all of them).
"""

from __future__ import annotations

from functools import lru_cache

# name: (lightness, chroma) in the light theme, then in the dark one
SHADES: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "accent": ((0.425, 0.083), (0.8, 0.105)),
    "accent-hover": ((0.37, 0.076), (0.85, 0.1)),
    "accent-ink": ((0.4, 0.083), (0.83, 0.1)),
    "accent-soft": ((0.945, 0.024), (0.29, 0.036)),
    "accent-line": ((0.82, 0.05), (0.42, 0.055)),
    "on-accent": ((0.99, 0.006), (0.2, 0.03)),
    "chart-1": ((0.48, 0.09), (0.76, 0.105)),
}


@lru_cache(maxsize=8)
def stylesheet(hue: int) -> str:
    # Outside every layer, so it wins over the tokens wherever it is linked.
    lines = [
        f"  --{name}: light-dark(oklch({light[0]} {light[1]} {hue}), oklch({dark[0]} {dark[1]} {hue}));"
        for name, (light, dark) in SHADES.items()
    ]
    return "\n".join([":root {", *lines, "}", ""])
