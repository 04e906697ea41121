"""What is one reader's own in a card: the reactions given, and the way to write.

A card is kept for everybody with these places left open (``core.kept``). Here a page of cards is filled for one
reader, in one query for each sort of place. A part leaves places of its own open after ``fill_places``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intranet.content.stances import blocked_by
from intranet.core.kept import Piece, Place, open_place
from intranet.core.prepared import prepared
from intranet.core.templatetags.portico import avatar, icon_html
from intranet.spaces.audiences import Viewer

from .models import Reaction

# ``entry.mine`` where the reader is not known yet: the row of reactions stays open.
LATER = frozenset({"later"})
REACTIONS, BOX, FOLD = "reactions", "box", "fold"

_LABELS = dict(Reaction.Sort.choices)
# Always offered on a root, so that the most common word costs one press.
FIRST = Reaction.Sort.BRAVI


def left_open(entry: Any) -> bool:
    """Whether this entry is being rendered for everybody."""
    return getattr(entry, "mine", None) == LATER


def leave_open(entries: Iterable[Any]) -> None:
    """Have these entries, and the answers under them, rendered for everybody."""
    for entry in entries:
        entry.mine = LATER
        leave_open(getattr(entry, "answers", ()))


@dataclass(frozen=True, slots=True)
class Filling:
    """How the places of one name are filled. ``know(viewer, places)`` reads, in a number of queries that does not
    grow, what the reader has to do with all of them; ``fill(place, known, viewer)`` answers one with safe HTML."""

    know: Callable[[Viewer, Sequence[Place]], Any]
    fill: Callable[[Place, Any, Viewer], SafeString]

    def of(self, viewer: Viewer, places: Sequence[Place]) -> Callable[[Place], SafeString]:
        known, fill = self.know(viewer, places), self.fill
        return lambda place: fill(place, known, viewer)


_fillings: dict[str, Filling] = {}


def fill_places(
    name: str,
    *,
    fill: Callable[[Place, Any, Viewer], SafeString],
    know: Callable[[Viewer, Sequence[Place]], Any] = lambda viewer, places: None,
) -> None:
    """Make a name for ``core.kept.open_place`` known, so that cards may leave such places open."""
    _fillings[name] = Filling(know, fill)


def filled(
    pieces: Iterable[Piece], viewer: Viewer, *, own: Mapping[str, Callable[[Place], SafeString]] | None = None
) -> list[SafeString]:
    """Cards as this reader sees them. ``own`` are ways to fill the places that one page alone leaves open."""
    pieces = list(pieces)
    own = own or {}
    by_name: dict[str, list[Place]] = {}
    for piece in pieces:
        for place in piece.places:
            if place.name in own:
                continue
            by_name.setdefault(place.name, []).append(place)
    ways = dict(own)
    for name, places in by_name.items():
        ways[name] = _fillings[name].of(viewer, places)
    return [piece.filled(lambda place: ways[place.name](place)) for piece in pieces]


def _given(viewer: Viewer, places: Sequence[Place]) -> dict[int, frozenset[str]]:
    return given_by(viewer, {int(place.told[0]) for place in places})


def _pills_in(place: Place, given: dict[int, frozenset[str]], viewer: Viewer) -> SafeString:
    [entry, small, *told] = place.told
    counts = tuple((sort, int(n)) for sort, _is, n in (one.partition("=") for one in told))
    return pills(get_language() or "", counts, given.get(int(entry), frozenset()), small == "small")


def _box_in(place: Place, whose: tuple[SafeString, SafeString], viewer: Viewer) -> SafeString:
    [address, url] = place.told
    if viewer.is_authenticated:
        return _around_address(address, *whose)
    return _invitation(get_language() or "", url)


def _whose_box(viewer: Viewer, places: Sequence[Place]) -> tuple[SafeString, SafeString]:
    """What each box of a page says of its reader, put together once: the face, and the words to press."""
    return _said_in_box(viewer) if viewer.is_authenticated else (_NOTHING, _NOTHING)


fill_places(REACTIONS, know=_given, fill=_pills_in)


def _fold_in(place: Place, blocked: frozenset[int], viewer: Viewer) -> SafeString:
    return fold(get_language() or "") if blocked and int(place.told[0]) in blocked else _NOTHING


fill_places(BOX, know=_whose_box, fill=_box_in)
fill_places(FOLD, know=lambda viewer, places: blocked_by(viewer), fill=_fold_in)


def given_by(viewer: Viewer | None, entries: Iterable[int]) -> dict[int, frozenset[str]]:
    """The sorts this viewer has given, by entry: one query. Nobody (None) has given any."""
    entries = list(entries)
    if viewer is None or not viewer.is_authenticated or not entries:
        return {}
    found: dict[int, frozenset[str]] = {}
    for pk, sort in _reacted(person=viewer.pk, entries=entries):
        found[pk] = found.get(pk, frozenset()) | {sort}
    return found


@prepared(person=int, entries=[int])
def _reacted(*, person: int, entries: Iterable[int]) -> QuerySet[Any, Any]:
    return Reaction.objects.filter(person=person, entry__in=entries).values_list("entry_id", "sort")


# --- The reactions ----------------------------------------------------------------------------------------------------


def reactions_of(entry: Any, *, small: bool) -> SafeString:
    """The pills of an entry for the reader who is known, or the place for them."""
    if left_open(entry):
        counts = (f"{sort}={count}" for sort, count in entry.reaction_counts.items())
        return open_place(REACTIONS, entry.entry_id, "small" if small else "large", *counts)
    given = tuple(entry.reaction_counts.items())
    return pills(get_language() or "", given, frozenset(getattr(entry, "mine", ())), small)


@lru_cache(maxsize=4096)
def pills(language: str, given: tuple[tuple[str, int], ...], mine: frozenset[str], small: bool) -> SafeString:
    counts = dict(given)
    shown = [sort for sort in _LABELS if counts.get(sort) or (sort == FIRST and not small)]
    return format_html_join("", "{}", ((_pill(language, sort, counts.get(sort, 0), sort in mine),) for sort in shown))


@lru_cache(maxsize=2048)
def _pill(language: str, sort: str, count: int, mine: bool) -> SafeString:
    label = _LABELS[sort]
    return format_html(
        '<button class="reaction" type="button" data-react="{}" aria-pressed="{}" title="{}">{}'
        '<span class="{}">{}</span>{}</button>',
        sort,
        "true" if mine else "false",
        label,
        icon_html(sort, "s"),
        "" if sort == FIRST else "visually-hidden",
        label,
        format_html("<span data-n>{}</span>", count) if count else "",
    )


# --- Whom the reader has blocked --------------------------------------------------------------------------------------

_NOTHING = conditional_escape("")


def fold_of(entry: Any, viewer: Viewer | None) -> SafeString:
    """What folds an entry away for whoever has blocked its author, or the place for it."""
    if left_open(entry):
        return open_place(FOLD, entry.author_id)
    known = getattr(entry, "from_blocked", None)
    if known is None:
        known = viewer is not None and entry.author_id in blocked_by(viewer)
    return fold(get_language() or "") if known else _NOTHING


@lru_cache(maxsize=8)
def fold(language: str) -> SafeString:
    """Closed, it hides everything beside it; opening it shows that, with no script at all."""
    return format_html(
        '<details class="folded-away"><summary>{}<span>{}</span></summary></details>',
        _("From somebody you blocked"),
        _("Show"),
    )


# --- The way to write -------------------------------------------------------------------------------------------------


def opener(address: str, viewer: Viewer) -> SafeString:
    """The way to the box: a box for each of thirty cards would be a heavy page."""
    return _around_address(address, *_said_in_box(viewer))


def _said_in_box(viewer: Viewer) -> tuple[SafeString, SafeString]:
    return avatar(viewer, "s"), conditional_escape(_("Write a comment"))


def _around_address(address: str, face: SafeString, words: SafeString) -> SafeString:
    return format_html(
        '<a class="comment-opener" href="{}comments/" data-write>{}<span class="input">{}</span></a>',
        address,
        face,
        words,
    )


@lru_cache(maxsize=2048)
def _invitation(language: str, url: str) -> SafeString:
    """What a guest sees instead."""
    return render_to_string("conversation/_invitation.html", {"url": url})
