"""The firm's accent colour, as the style sheet that every page loads after its own."""

from __future__ import annotations


def stylesheet(hue: int) -> str:
    """Only the hue is the firm's. Lightness and chroma stay as static/css/tokens.css has them for each place, in light
    and dark, so that text on and in the accent keeps its contrast whatever the hue."""
    # Outside every layer, so it wins over the tokens.
    return f":root {{\n  --accent-hue: {int(hue)};\n}}\n"
