"""The words in braces of a canned reply, and what stands for them in one thread.

What somebody chose for a name is not Markdown: it is put in so that it reads as it was written and does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# What each is called, and what it means, as the page says it.
VARIABLES = {
    "name": _("the name of who asked"),
    "title": _("the title of the question"),
    "product": _("the product it is about"),
    "version": _("its version"),
    "category": _("the category"),
    "team": _("the team that answers"),
    "me": _("your own name"),
    "link": _("the address of this page"),
}
# The same in the other language of the house: what is written there is filled in as well.
ALSO = {
    "nome": "name",
    "titolo": "title",
    "prodotto": "product",
    "versione": "version",
    "categoria": "category",
    "squadra": "team",
    "io": "me",
    "indirizzo": "link",
}
_VARIABLE = re.compile(r"(?<![\\{])\{([^\W\d]\w{0,30})\}(?!\})")
_MARKS = re.compile(r"([\\`*_\[\]<>()#@|~!&])")


@dataclass(frozen=True)
class Filled:
    """The text as it goes into the box; ``unknown`` are no variables at all, ``empty`` have nothing to say here. Both
    stay in the text as they are, for whoever sends it to put right."""

    body: str
    unknown: tuple[str, ...]
    empty: tuple[str, ...]


def unknown_in(body: str) -> tuple[str, ...]:
    """Words in braces that mean nothing, each once."""
    return tuple(dict.fromkeys(name for name in _VARIABLE.findall(body) if _meant(name) not in VARIABLES))


def fill(body: str, values: Mapping[str, str]) -> Filled:
    """``body`` with its variables filled in; addresses are put in as they are, everything else as plain words."""
    empty: dict[str, None] = {}

    def put(found: re.Match[str]) -> str:
        name = _meant(found[1])
        value = values.get(name, "").strip()
        if not value:
            if name in VARIABLES:
                empty[found[1]] = None
            return found[0]
        return value if name == "link" else plainly(value)

    return Filled(_VARIABLE.sub(put, body), unknown_in(body), tuple(empty))


def plainly(words: str) -> str:
    """Words in which no mark means anything."""
    return _MARKS.sub(r"\\\1", " ".join(words.split())).replace("://", r":\//")


def _meant(name: str) -> str:
    name = name.lower()
    return ALSO.get(name, name)
