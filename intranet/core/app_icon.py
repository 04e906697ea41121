"""The picture of the site on a home screen: two arches on the colour of the firm, drawn at the size asked for."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw

SIZES = (180, 192, 512)
_INK = "#f6f3ee"
# Of the accent in the light theme, as static/css/tokens.css has it.
_LIGHTNESS, _CHROMA = 0.425, 0.083
# Drawn larger and made small again, so that its edges are smooth.
_FINER = 4


def draw(size: int, hue: int, *, maskable: bool = False) -> bytes:
    """A PNG of ``size`` pixels. ``maskable`` fills the square and keeps to the middle, since a phone cuts its own
    shape out of it (W3C, web app manifest: the safe zone is a circle of 40 % radius)."""
    side = size * _FINER
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    unit = side / 64
    ground = oklch(_LIGHTNESS, _CHROMA, hue)
    pen.rounded_rectangle((0, 0, side - 1, side - 1), 0 if maskable else 14 * unit, fill=ground)
    scale, shift = (0.72, 64 * 0.14) if maskable else (1.0, 0.0)

    def at(x: float, y: float) -> tuple[float, float]:
        return ((x * scale + shift) * unit, (y * scale + shift) * unit)

    width = max(1, round(3.6 * scale * unit))

    def line(*points: tuple[float, float]) -> None:
        pen.line([at(*point) for point in points], fill=_INK, width=width, joint="curve")
        for x, y in (at(*points[0]), at(*points[-1])):
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=_INK)

    line((12, 52), (52, 52))
    line((13, 14), (51, 14))
    for left in (16.0, 33.0):
        arch = [(left + 7.5 - 7.5 * math.cos(a), 27 - 7.5 * math.sin(a)) for a in (math.pi * n / 48 for n in range(49))]
        line((left, 52), *arch, (left + 15, 52))
    out = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def oklch(lightness: float, chroma: float, hue: float) -> tuple[int, int, int]:
    """A colour of CSS ``oklch()`` in sRGB, 0 to 255. The matrices are Björn Ottosson's ("A perceptual color space for
    image processing", 2020)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (round(255 * _gamma(min(max(part, 0.0), 1.0))) for part in linear)
    return red, green, blue


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
