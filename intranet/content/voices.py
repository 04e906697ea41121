"""Who has had a part in what is now delivered: each part of the house knows of its own.

::

    voices.register("forum", source, asked=Said(_("you asked in “%(title)s”"), pgettext_lazy("to a customer", …)), …)

``source(entries)`` gets the numbers of what was delivered, ideas and pages alike, and gives a ``Voice`` for each part
that somebody had, in a fixed number of queries. Whether a person may know of it is asked by who tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import F, Q

from .models import Entry, Link, Reference

Relation = Link.Relation


class Voice(NamedTuple):
    """``person`` had the ``part`` in ``of``; what they said or did stands in ``entry``. It was the part of a customer
    ``company`` that they face, where one is named."""

    person: int
    of: int
    part: str
    entry: int
    company: int = 0


class Addressed(NamedTuple):
    """The same of somebody without an account, of whom the house has an ``email`` to write to."""

    email: str
    language: str
    of: int
    part: str
    entry: int


class Said(NamedTuple):
    """What a person is told of their part, with ``%(title)s`` for the entry and ``%(company)s`` for whom they face: a
    colleague, and a customer, whom some languages address otherwise."""

    to_colleague: Any
    to_customer: Any


Source = Callable[[Collection[int]], Iterable[Voice]]


class ByMail(NamedTuple):
    """``source(entries, voices)``: the parts of people without an account; what ``voices`` have of them as people who
    are nobody yet is among them. ``titles(email, entries)``: of what is not public, what this address has written in
    itself. ``told(email, entries)``: they were told of these, and the address is not needed for it any more."""

    source: Callable[[Collection[int], Collection[Voice]], Iterable[Addressed]]
    titles: Callable[[str, Collection[int]], Mapping[int, str]] | None = None
    told: Callable[[str, Collection[int]], None] | None = None


_sources: dict[str, Source] = {}
_by_mail: dict[str, ByMail] = {}
_sentences: dict[str, Said] = {}


def register(name: str, source: Source, **sentences: Said) -> None:
    """``sentences``: by part, what its person is told."""
    _sources[name] = source
    _sentences.update(sentences)


def register_by_mail(name: str, way: ByMail) -> None:
    _by_mail[name] = way


def addressed_for(entries: Collection[int], voices: Collection[Voice]) -> list[Addressed]:
    """The parts in these that people without an account had, each once."""
    if not entries:
        return []
    return list(dict.fromkeys(one for way in _by_mail.values() for one in way.source(entries, voices)))


def titles_known_to(email: str, entries: Collection[int]) -> dict[int, str]:
    """Titles of what is not public and this address has written in itself."""
    found: dict[int, str] = {}
    for way in _by_mail.values():
        if way.titles is not None:
            found |= way.titles(email, entries)
    return found


def tell_told(email: str, entries: Collection[int]) -> None:
    for way in _by_mail.values():
        if way.told is not None:
            way.told(email, entries)


def voices_for(entries: Collection[int]) -> list[Voice]:
    """The parts that people had in these, each once."""
    if not entries:
        return []
    return list(dict.fromkeys(voice for source in _sources.values() for voice in source(entries)))


def sentence_of(part: str, *, is_customer: bool) -> str:
    """ "" for a part that nobody speaks of any more."""
    if (said := _sentences.get(part)) is None:
        return ""
    return str(said.to_customer if is_customer else said.to_colleague)


def roots_pointing_at(entries: Collection[int], kinds: Collection[str]) -> dict[int, set[int]]:
    """Of what was delivered, the roots of these kinds from which it was made, that document it, or in whose
    discussion it is cited. What is said under a narrower audience than its root (notes of the staff) cites nothing
    for those who do not read it. Three queries."""
    found: dict[int, set[int]] = {}
    ways = (Relation.PROMOTED_TO, Relation.CITES, Relation.DUPLICATES)
    linked = Link.objects.filter(target__in=entries, relation__in=ways)
    for of, source, root in linked.values_list("target", "source", "source__root"):
        found.setdefault(of, set()).add(root or source)
    cited = Reference.objects.filter(target__in=entries, source__state=Entry.State.PUBLISHED)
    as_wide = Q(source__root=None) | Q(source__audience=F("source__root__audience"))
    for of, source, root in cited.filter(as_wide).values_list("target", "source", "source__root"):
        found.setdefault(of, set()).add(root or source)
    wanted = {root for roots in found.values() for root in roots}
    fitting = set(Entry.objects.filter(pk__in=wanted, kind__in=kinds).values_list("pk", flat=True))
    return {of: roots & fitting for of, roots in found.items() if roots & fitting}
