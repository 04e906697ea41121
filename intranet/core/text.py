"""Words as people mean them: folded for comparing, cut for showing, spelled for an address."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Container
from urllib.parse import urlsplit

from django.utils.text import slugify

# After these a paragraph has ended without saying so; with those a line begins that shows by itself where it does.
_CLOSING = frozenset(")]}»”’\"'%€")
_OPENS_ITSELF = frozenset("•☐☑·–—-")
# Letters that Unicode does not take apart into a base and a mark.
_WHOLE_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """``text`` without case and accents, for comparing: "Nicolò" and "nicolo" are the same word."""
    # Taken apart before and after: "𝑨" is an A only once it is, and "ŉ" falls into two when it loses its case.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(_WHOLE_LETTERS)


def is_storable(text: str) -> bool:
    """Whether a database keeps it: without a NUL and without half a character."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def excerpt(text: str, length: int) -> str:
    """At most ``length`` characters on one line, cut between words where there is a gap to cut at. Between paragraphs
    stands a dot in the middle, where the first ends without a mark: a heading, or a line that nobody finished."""
    line = _on_one_line(text[: length * 8 + 200])
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    if not line[length - 1].isspace() and " " in cut[length // 2 :]:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:.·–-") + "…"


def _on_one_line(text: str) -> str:
    line = ""
    for paragraph in text.split("\n\n"):
        words = " ".join(paragraph.split())
        if not words:
            continue
        runs_on = (line[-1:].isalnum() or line[-1:] in _CLOSING) and words[0] not in _OPENS_ITSELF
        line += (" · " if line and runs_on else " " if line else "") + words
    return line


def slug_for(
    name: str,
    taken: Callable[[str], bool] | Container[str] = (),
    *,
    longest: int = 50,
    fallback: str = "item",
) -> str:
    """A free, readable address for ``name``; ``fallback`` names what has no Latin letters.

    Two people may ask at once and get the same answer: the column's unique constraint has the last word.
    """
    is_taken = taken if callable(taken) else taken.__contains__
    stem = slugify(fold(name))[:longest].strip("-_") or fallback
    if not is_taken(stem):
        return stem
    for number in range(2, 30):
        slug = f"{stem[: longest - 3].rstrip('-_')}-{number}"
        if not is_taken(slug):
            return slug
    while True:
        slug = f"{stem[: longest - 9].rstrip('-_')}-{secrets.token_hex(4)}"
        if not is_taken(slug):
            return slug


def tag_slug(name: str) -> str:
    """The address of a tag. Case does not matter, accents do: "#Città" is "città"."""
    return slugify(name, allow_unicode=True)


def shown_host(url: str) -> str:
    """The host of an address as a reader should see it: in ASCII, so that one cannot pass for another."""
    try:
        host = urlsplit(url).hostname or ""
        return host.encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return ""
