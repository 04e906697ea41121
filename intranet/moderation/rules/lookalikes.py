"""Letters of other alphabets that pass for Latin ones, in lower case: what a reader takes for "casino" is "casino"."""

from __future__ import annotations

_ALIKE = {
    "a": "аαɑᴀ⍺",
    "b": "ьвʙ",
    "c": "сϲᴄⅽς",
    "d": "ԁɗⅾᴅ",
    "e": "еєεҽ℮ᴇ",
    "f": "ғſϝꜰƒ",
    "g": "ɡɢցԍ",
    "h": "һнհʜη",
    "i": "іιɩӏꙇɪ¡ⅰӀ",
    "j": "јϳյᴊ",
    "k": "кκᴋқ",
    "l": "ⅼʟᏞן",
    "m": "мᴍⅿϻ",
    "n": "пɴոռ",
    "o": "оοσօᴏ०০๐٥ѳ",
    "p": "рρᴘ",
    "q": "ԛգʠ",
    "r": "гʀᴦ",
    "s": "ѕꜱʂƽ",
    "t": "тτᴛ",
    "u": "υսᴜ",
    "v": "ѵνᴠⅴ",
    "w": "ԝшωᴡ",
    "x": "хχⅹ",
    "y": "уүγʏყ",
    "z": "ᴢʐᏃ",
}
# Only in a word that has letters besides: "c4sino" is a word, 2024 is a year.
DIGITS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}

LETTERS = {other: latin for latin, others in _ALIKE.items() for other in others}
