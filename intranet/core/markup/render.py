"""From source to page: parse, find the people, render, clean."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .clean import clean, without_tricks
from .parser import Parser
from .references import Meant, Reference, nothing
from .tokens import Named, Person, finish
from .words import words_of

# Raise it when the same source would render differently; a job then renders again what an older version wrote.
RENDERER_VERSION = 6
LONGEST_BYTES = 200_000


class TooLong(ValueError):
    """The source is larger than we render. The message is a sentence for the writer."""


class Rendered(NamedTuple):
    html: SafeString
    # The same in words, for search, excerpts and mail.
    text: str
    # Ids of the people mentioned, in the order of their first mention.
    mentions: tuple[int, ...]
    # As typed, without "#"; the first spelling of each.
    tags: tuple[str, ...]
    # Addresses outside of the house, for link cards.
    links: tuple[str, ...]
    # Ids of the teams mentioned.
    teams: tuple[int, ...] = ()
    # Names of the calls in it ("room", "here").
    calls: tuple[str, ...] = ()
    # What of the house it points at, and what it would point at if that were there.
    references: tuple[Reference, ...] = ()


_own = threading.local()


def nobody(handles: set[str]) -> Mapping[str, Person]:
    return {}


def render(source: str, *, people: Named = nobody, pages: Meant = nothing, anchors: bool = False) -> Rendered:
    """``people`` is asked once for all handles that stand behind an @, folded and in lower case; whom it does not
    answer for stays text. ``pages`` is asked once for all names in double brackets. ``anchors`` gives headings an id,
    for pages that have the screen to themselves.
    """
    source = source.encode("utf-8", "replace").decode()
    if len(source.encode()) > LONGEST_BYTES:
        raise TooLong(
            _("This text is too long: %(count)d KB at most. Split it, or attach it as a file.")
            % {"count": LONGEST_BYTES // 1000}
        )
    source = without_tricks(source)
    parser = _parser()
    # Footnotes point at each other by id; two entries on one page may not share them.
    env = {"docId": hashlib.sha256(source.encode()).hexdigest()[:8]}
    tokens = parser.parse(source, env)
    found = finish(tokens, people, pages, anchors=anchors)
    html = without_tricks(clean(parser.renderer.render(tokens, parser.options, env)))
    return Rendered(
        html=SafeString(html),
        text=without_tricks(words_of(tokens)),
        mentions=tuple(found.mentions),
        tags=tuple(found.tags.values()),
        links=tuple(found.links),
        teams=tuple(found.teams),
        calls=tuple(found.calls),
        references=tuple(found.references),
    )


def _parser() -> Parser:
    """One for each thread: the finder of bare addresses keeps its place in itself."""
    if not hasattr(_own, "parser"):
        _own.parser = Parser()
    return _own.parser
