"""What a reference shows of what it points at, for one reader: its present title and state, or only that it is closed.

Asked for whole pages at once: the entries this reader may read, of each kind what it has come to, and of the rest which
were taken away where the reader could have read them. Whoever may not read an entry is told nothing but its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from intranet.core.prepared import prepared
from intranet.core.templatetags.portico import icon_html
from intranet.spaces.audiences import standing_in, told_of

from . import floors, kinds
from .kinds import Standing
from .models import Entry
from .models.entries import EntryQuerySet

if TYPE_CHECKING:
    from intranet.spaces.audiences import Viewer

MOST_STEPS = 4
_READ = ("pk", "kind", "title", "body_text", "root", "audience", "state")


NOTHING = Standing("")
# Of plain words, the numbers in them.
IN_WORDS = re.compile(r"(?<![\w/&#])#([1-9][0-9]{0,17})(?![\w-])", re.ASCII)


@dataclass(frozen=True)
class Card:
    """``entry`` is the number that was asked for; ``leads_to`` that of the entry that stands for it now."""

    entry: int
    sort: Literal["open", "closed", "removed"] = "closed"
    leads_to: int = 0
    title: str = ""
    url: str = ""
    label: str = ""
    icon: str = ""
    standing: Standing = NOTHING


def cards_for(viewer: Viewer, numbers: Iterable[int]) -> dict[int, Card]:
    """A card for each number that is an entry's. One query for what may be read and one for each kind that has states,
    whatever the number of cards; one more where something is joined into something else, and where something may not
    be read."""
    wanted = set(numbers)
    if not wanted:
        return {}
    seen = _seen(viewer, wanted)
    standing, heads = _told_by_kinds(seen.values())
    if more := set(heads.values()) - seen.keys():
        further = _seen(viewer, more)
        told, onward = _told_by_kinds(further.values())
        seen, standing, heads = seen | further, standing | told, onward | heads
    shown = {number: entry for number in wanted if (entry := seen.get(_head(number, heads))) is not None}
    titles = _titles_of(shown.values(), viewer)
    cards = {
        number: _card(number, entry, titles[entry.pk], standing.get(entry.pk, NOTHING))
        for number, entry in shown.items()
    }
    if missing := wanted - cards.keys():
        there = Entry.objects.filter(pk__in=missing)
        gone = set(there.taken_from(viewer).values_list("pk", flat=True))
        cards |= {pk: Card(pk, "removed" if pk in gone else "closed") for pk in there.values_list("pk", flat=True)}
    return cards


def _seen(viewer: Viewer, numbers: Iterable[int]) -> dict[int, Entry]:
    numbers = set(numbers)
    if floors.has_any(viewer):
        found: Iterable[Entry] = _named_by(Entry.objects.visible_to(viewer), numbers)
    else:
        found = _readable(**told_of(viewer), numbers=numbers)
    return {entry.pk: entry for entry in found if kinds.known(entry.kind) is not None}


def _named_by(entries: EntryQuerySet, numbers: Iterable[int]) -> EntryQuerySet:
    return entries.published().filter(pk__in=numbers).only(*_READ)


@prepared(person=int, audiences=[str], numbers=[int])
def _readable(*, person: int, audiences: Iterable[str], is_guest: bool, numbers: Iterable[int]) -> EntryQuerySet:
    reader = standing_in(None if is_guest else person, audiences)
    return _named_by(Entry.objects.visible_to(reader), numbers)


def _told_by_kinds(entries: Iterable[Entry]) -> tuple[dict[int, Standing], dict[int, int]]:
    """What each has come to, and what it was joined into; one query for each kind that says either."""
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.pk)
    standing: dict[int, Standing] = {}
    heads: dict[int, int] = {}
    for name, numbers in by_kind.items():
        kind = kinds.find(name)
        if kind.state_of is None and kind.head_of is None:
            continue
        for real in _real(numbers=numbers, kind=name):
            if kind.head_of is not None and (head := kind.head_of(real)) is not None:
                heads[real.pk] = head
            if kind.state_of is not None and (told := kind.state_of(real)) is not None:
                standing[real.pk] = told
    return standing, heads


@prepared(numbers=[int])
def _real(*, numbers: Iterable[int], kind: str) -> Any:
    """The things themselves, with what their kind says their state by."""
    manifest = kinds.find(kind)
    found: Any = manifest.model_class._default_manager.filter(pk__in=numbers).select_related(*manifest.state_with)
    return found.defer("body", "body_html", "body_text")


def _head(number: int, heads: Mapping[int, int]) -> int:
    for _step in range(MOST_STEPS):
        if number not in heads:
            break
        number = heads[number]
    return number


def _titles_of(entries: Iterable[Entry], viewer: Viewer) -> dict[int, str]:
    """By number. What has no title is called by its first words, and what these point at by its title, so that no bare
    number is left in them: one query more, where there is such a number."""
    entries = list(entries)
    numbers = {int(found[1]) for one in entries if not one.title for found in IN_WORDS.finditer(str(one))}
    named = {pk: _called(one, {}) for pk, one in _seen(viewer, numbers).items()} if numbers else {}
    return {one.pk: _called(one, named) for one in entries}


def _called(entry: Entry, named: Mapping[int, str]) -> str:
    words = unescape(str(entry))
    if not entry.title:
        words = IN_WORDS.sub(lambda found: named.get(int(found[1]), "…"), words)
    return words if words.strip("… ") else str(kinds.find(entry.kind).label)


def _card(number: int, entry: Entry, title: str, standing: Standing) -> Card:
    kind = kinds.find(entry.kind)
    # What is said under something has its address by its number: where it stands is asked when somebody goes there.
    url = kind.url(entry) if entry.root_id is None else entry.address
    return Card(number, "open", entry.pk, title, url, str(kind.label), kind.icon, Standing(str(standing.label)))


def words_of(card: Card) -> str:
    """What stands for it where there are words alone."""
    match card.sort:
        case "open":
            return f"{card.title} ({card.standing.label})" if card.standing.label else card.title
        case "removed":
            return _("Removed")
    return _("Restricted")


def plain(card: Card, *, heading: str = "") -> SafeString:
    """A reference without a drawing, for what leaves the house: exports, feeds, mail."""
    if card.sort != "open":
        return format_html('<span class="reference reference--closed">{}</span>', words_of(card))
    return format_html(
        '<a class="reference" data-entry="{}" href="{}{}">{}</a>', card.entry, card.url, heading, words_of(card)
    )


def chips_for(viewer: Viewer, numbers: Sequence[int]) -> list[SafeString]:
    """A chip for each number that is an entry's, in their order; as many queries as ``cards_for``."""
    cards = cards_for(viewer, numbers)
    return [chip(cards[pk]) for pk in numbers if pk in cards]


def chip(card: Card, *, heading: str = "") -> SafeString:
    """A reference in a line of text. The same for pages and for what browsers ask for."""
    if card.sort != "open":
        words = words_of(card)
        return format_html(
            '<span class="reference reference--card reference--closed" data-entry="{}">{}{}</span>',
            card.entry,
            icon_html("trash" if card.sort == "removed" else "lock", "s"),
            words,
        )
    state = format_html(' <span class="reference-state">{}</span>', card.standing.label) if card.standing.label else ""
    return format_html(
        '<a class="reference reference--card" data-entry="{}" href="{}{}">{}<span class="visually-hidden">{}: </span>'
        '<span class="reference-title" dir="auto">{}</span>{}</a>',
        card.entry,
        card.url,
        heading,
        icon_html(card.icon, "s"),
        card.label,
        card.title,
        state,
    )
