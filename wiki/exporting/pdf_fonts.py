"""Letters for a PDF: free fonts that come in a package, and for each letter the first of them that has it."""

from __future__ import annotations

import io
import unicodedata
from functools import cache
from html import escape
from itertools import groupby

import emoji
import pymupdf_fonts
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

BODY, CODE = "Words", "Code"
_FACES = {
    BODY: ("notos", "notosbo", "notosit", "notosbi"),
    CODE: ("cascadia", "cascadiab", "cascadia", "cascadiab"),
    # Hebrew, Arabic, Thai, Georgian, Devanagari.
    "More": ("figo", "figbo", "figo", "figbo"),
}
# Not in the file, but in every reader: Chinese, Japanese, Korean.
_ASIAN = (
    ("HeiseiMin-W3", ("HIRAGANA", "KATAKANA")),
    ("HYSMyeongJo-Medium", ("HANGUL",)),
    ("STSong-Light", ("CJK", "IDEOGRAPHIC", "FULLWIDTH")),
)
_INVISIBLE = frozenset({0xFE0F, 0x200D, 0x200B, 0xFEFF})


@cache
def know_fonts() -> None:
    for name, faces in _FACES.items():
        named = []
        for number, face in enumerate(faces):
            font = f"{name}-{number}"
            pdfmetrics.registerFont(TTFont(font, io.BytesIO(pymupdf_fonts.myfont(face))))
            named.append(font)
        pdfmetrics.registerFontFamily(name, *named)
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(pymupdf_fonts.myfont(faces[0]))))
        pdfmetrics.registerFontFamily(name, name, *named[1:])
    for font, _scripts in _ASIAN:
        pdfmetrics.registerFont(UnicodeCIDFont(font))
        pdfmetrics.registerFontFamily(font, font, font, font, font)


def dressed(words: str, base: str = BODY) -> str:
    """``words`` for a paragraph of ReportLab: escaped, and every run of letters in a font that has them."""
    know_fonts()
    plain = emoji.demojize(words, delimiters=("[", "]")) if emoji.emoji_count(words) else words
    parts = []
    for font, letters in groupby(plain, key=lambda letter: _font_for(letter, base)):
        run = escape("".join(letter for letter in letters if ord(letter) not in _INVISIBLE), quote=False)
        if font == base:
            parts.append(run)
        elif font:
            parts.append(f'<font name="{font}">{run}</font>')
        else:
            parts.append("?" * len(run))
    return "".join(parts)


@cache
def _glyphs(font: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


@cache
def _font_for(letter: str, base: str) -> str:
    code = ord(letter)
    if code < 128 or letter in "\n\t":
        return base
    for font in (base, BODY, "More", CODE):
        if code in _glyphs(font):
            return font
    name = unicodedata.name(letter, "")
    return next((font for font, scripts in _ASIAN if name.startswith(scripts)), "")
