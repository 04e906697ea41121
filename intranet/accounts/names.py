"""What a person may be called: real names in any script, but nothing that only looks like somebody else.

The rules are those of UTS #39 as far as a display name needs them: one script in a word, no invisible letters, no
turning of the reading direction, and, for customers, no name that a reader would take for the house itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.core.text import fold

LONGEST = 80
MOST_MARKS_ON_A_LETTER = 2
_TAKEN = """admin administrator agency anonymous api chart everyone fields guest here import invitations me moderator
moderators new nobody org people portico public settings skills staff support system vacancies whereabouts"""
# Words of /people/ that are pages, and handles that would speak for the house.
RESERVED_HANDLES = frozenset(_TAKEN.split())
_HOUSE = """admin administrator administrators admins amministratore amministrazione anonimo anonymous assistenza
helpdesk moderator moderators moderatore moderatori moderazione official portico root sistema staff support supporto
system"""
_PUNCTUATION = frozenset(" '’ʼ.,-–·&()")
# Scripts that are written together; everything else stands alone in a word.
_FAMILIES = {
    "HIRAGANA": "JAPANESE",
    "KATAKANA": "JAPANESE",
    "KATAKANA-HIRAGANA": "JAPANESE",
    "CJK": "HAN",
    "IDEOGRAPHIC": "HAN",
    "HANGUL": "KOREAN",
    "BOPOMOFO": "CHINESE",
}
_BESIDE_HAN = frozenset({"JAPANESE", "KOREAN", "CHINESE"})
# Letters and digits that are drawn like a Latin letter, under that letter; l, i and 1 are one stroke.
_DRAWN_LIKE = {
    "a": "аαɑᴀ4", "b": "вьβʙ8", "c": "сϲᴄ", "d": "ԁɖ", "e": "еєεҽ3", "g": "ɡցɢ", "h": "һнʜ", "i": "іιӏl1", "j": "јʝ",
    "k": "кκᴋ", "m": "мμᴍ", "n": "пηոɴ", "o": "оοσօ0", "p": "рρᴘ", "q": "ԛզ", "r": "гʀ", "s": "ѕꜱ5", "t": "тτᴛ7",
    "u": "υսᴜ", "v": "νѵᴠ", "w": "ωԝᴡ", "x": "хχ", "y": "уүγʏ", "z": "ᴢ",
}  # fmt: skip
_LOOKALIKES = {ord(other): letter for letter, others in _DRAWN_LIKE.items() for other in others}


def clean_name(text: str) -> str:
    """The name as it is stored: NFKC, single spaces. ``ValidationError`` with a sentence where it is no name."""
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    if not name:
        raise ValidationError(_("Write a name."))
    if len(name) > LONGEST:
        raise ValidationError(_("A name has at most %(count)d characters.") % {"count": LONGEST})
    for letter in name:
        if letter not in _PUNCTUATION and unicodedata.category(letter)[0] not in "LMN":
            raise ValidationError(_("A name has letters, spaces, hyphens and apostrophes."))
    if not any(letter.isalpha() for letter in name):
        raise ValidationError(_("A name needs letters."))
    marks = (len(list(run)) for is_mark, run in groupby(name, _is_mark) if is_mark)
    if max(marks, default=0) > MOST_MARKS_ON_A_LETTER or _is_mark(name[0]):
        raise ValidationError(_("A name cannot be read with so many marks on one letter."))
    if any(len(_scripts_of(word)) > 1 for word in _words(name)):
        raise ValidationError(_("A word of a name is written in one alphabet, not in several."))
    return name


def speaks_for_the_house(name: str, site_name: str, keepers: Iterable[str]) -> bool:
    """Whether a reader could take a customer of this name for an official voice: for one of the words that mean us,
    for the site itself, or for one of ``keepers``, the moderators and admins."""
    whole = skeleton(name)
    if {skeleton(word) for word in _words(name)} & _reserved() or whole in _reserved():
        return True
    site = skeleton(site_name)
    if len(site) >= 4 and site in whole:
        return True
    return any(whole == skeleton(keeper) for keeper in keepers)


def skeleton(text: str) -> str:
    """What remains when everything that looks alike is made the same. For comparing only, never for showing."""
    drawn = fold(unicodedata.normalize("NFKC", text)).translate(_LOOKALIKES)
    return "".join(letter for letter in drawn if letter.isalnum()).replace("rn", "m").replace("vv", "w")


@cache
def _reserved() -> frozenset[str]:
    return frozenset(skeleton(word) for word in _HOUSE.split())


def _words(name: str) -> list[str]:
    return "".join(" " if letter in _PUNCTUATION else letter for letter in name).split()


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")


def _scripts_of(word: str) -> set[str]:
    scripts = set()
    for letter in word:
        if unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lo"):
            script = unicodedata.name(letter, "UNKNOWN").split()[0]
            scripts.add(_FAMILIES.get(script, script))
    if len(scripts) == 2 and "HAN" in scripts and scripts & _BESIDE_HAN:
        scripts.discard("HAN")
    return scripts
