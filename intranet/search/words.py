"""Words as the index knows them: without case and accents, and cut to their stems in English and in Italian.

Every engine is given the same words, so an installation that changes its engine finds the same things, and what is
marked in a result is what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from whoosh.lang.snowball.english import EnglishStemmer
from whoosh.lang.snowball.italian import ItalianStemmer

from intranet.core.text import fold

WORD = re.compile(r"\w+")
# Nobody looks for a longer one, and an index must not be filled with noise.
LONGEST_WORD = 60
# What stands before an apostrophe in Italian is no word of its own: l'ufficio, dell'anno, un'idea.
ELISION = re.compile(r"\b(?:l|d|un|dell|all|nell|sull|dall|quell|quest|c|m|t|s|v|n)['’](?=\w)", re.IGNORECASE)
# In every second sentence of either language: not indexed, and not asked for. None of them is a word with a meaning of
# its own in the other language.
STOP = frozenset(
    "the of and to in is a an for on with that this it as at by from or be are was were will has have had not "
    "il lo la i gli le un uno una di da del dello della dei degli delle e ed che per con su non si al allo alla ai "
    "agli alle nel nella nei nelle sul sulla sui sulle dal dalla dai dalle ha hanno sono era".split()
)

_english, _italian = EnglishStemmer(), ItalianStemmer()


def words_of(text: str) -> list[str]:
    """The words of ``text``, folded, in their order."""
    return list(each_word(text))


def each_word(text: str) -> Iterator[str]:
    text = ELISION.sub("", text) if "'" in text or "’" in text else text
    for found in WORD.findall(text):
        word = found.lower() if found.isascii() else folded(found)
        if word:
            yield word[:LONGEST_WORD]


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    return "".join(letter for letter in fold(word) if letter.isalnum() or letter == "_")


@lru_cache(maxsize=50_000)
def stems_of(word: str) -> tuple[str, ...]:
    """The stems of a folded word: one, or an English and an Italian one. None for a word that says nothing."""
    if word in STOP:
        return ()
    if len(word) < 3 or word.isdigit() or not word.isascii():
        return (word,)
    english, italian = _english.stem(word), _italian.stem(word)
    return (english,) if english == italian else (english, italian)


def says_something(word: str) -> bool:
    return word not in STOP
