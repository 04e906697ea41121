"""What somebody asks for: the words that were typed, taken apart, with the filters of the page beside them.

``read("from:ada budget -draft before:2026-01", viewer)`` understands ``from: in: tag: kind: has: is: after: before:``
and their Italian names. What it does not understand stays a word; what makes no sense is said in ``remarks``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.content.models import Entry
from intranet.core.text import fold, tag_slug
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space

from . import places
from .words import says_something, words_of

LONGEST = 200
MOST_WORDS = 12
# What an entry can have, and the words one may use for it.
HAS = {
    "file": ("file", "files", "attachment", "allegato", "allegati"),
    "image": ("image", "images", "picture", "pictures", "immagine", "immagini", "foto"),
    "document": ("document", "documento", "documenti", "pdf"),
    "link": ("link", "links", "url", "collegamento"),
    "poll": ("poll", "sondaggio"),
}
OPERATORS = {
    "from": ("from", "by", "author", "da", "autore"),
    "in": ("in", "space", "spazio"),
    "tag": ("tag", "etichetta"),
    "kind": ("kind", "type", "tipo"),
    "before": ("before", "prima"),
    "after": ("after", "since", "dopo", "dal"),
    "has": ("has", "con"),
    "is": ("is", "è", "e"),
}
UNANSWERED = ("unanswered", "senza-risposta", "senzarisposta")
_OPERATOR_OF = {fold(word): name for name, words in OPERATORS.items() for word in words}
_HAS_OF = {word: name for name, words in HAS.items() for word in words}
# An operator with its value, which may stand in quotation marks; a phrase; a word. A minus leaves it out.
_PIECES = re.compile(
    r"(?P<minus>-?)(?:(?P<name>[^\W\d_]+):(?:[\"“](?P<quoted>[^\"”]*)[\"”]|(?P<value>[^\s\"“]+))"
    r"|[\"“](?P<phrase>[^\"”]+)[\"”]?|(?P<word>[^\s\"“]+))"
)
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")


@dataclass(frozen=True)
class Asked:
    """A question to the index. Filters are joined by "and", the values of one filter by "or"; None asks for nothing,
    and an empty set for what does not exist."""

    text: str = ""
    # Folded words, and phrases as their words in order.
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    # The last word may still be growing, so it stands for its beginnings too.
    growing: bool = False
    kinds: frozenset[str] | None = None
    # In one of these spaces, or in one of these other places (rooms), named by their audiences.
    spaces: frozenset[int] | None = None
    audiences: frozenset[str] | None = None
    authors: frozenset[int] | None = None
    tags: frozenset[str] | None = None
    has: frozenset[str] = frozenset()
    unanswered: bool = False
    after: date | None = None  # on that day or later
    before: date | None = None  # on an earlier day
    newest: bool = False  # in the order of dates; otherwise the best first
    remarks: tuple[str, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.filtered)

    @property
    def filtered(self) -> bool:
        return (
            any(wanted is not None for wanted in (self.kinds, self.spaces, self.audiences, self.authors, self.tags))
            or bool(self.has or self.unanswered or self.after or self.before)
        )  # fmt: skip

    @property
    def impossible(self) -> bool:
        """Something is asked for that does not exist for this reader."""
        return any(wanted is not None and not wanted for wanted in (self.kinds, self.where, self.authors, self.tags))

    @property
    def where(self) -> frozenset[int | str] | None:
        """The spaces and the other places together; None for anywhere."""
        if self.spaces is None and self.audiences is None:
            return None
        return frozenset({*(self.spaces or ()), *(self.audiences or ())})

    def words_to_find(self) -> list[tuple[str, bool]]:
        """The words that say something, each with whether it may still be growing. If none does, all of them."""
        words = [word for word in self.words if says_something(word)] or list(self.words)
        return [(word, self.growing and word == self.words[-1] and len(word) > 2) for word in words]

    @property
    def to_mark(self) -> list[str]:
        """What to mark in a result: words, and phrases with their spaces."""
        return [*self.words, *(" ".join(phrase) for phrase in self.phrases)]


def read(text: str, viewer: Viewer, params: Mapping[str, str] | None = None) -> Asked:
    """Take apart what was typed; ``params`` are the filters of the page (kind, space, place, author, tag, has, year,
    after, before, unanswered, sort), which narrow it further; ``place``, an audience, takes the place of ``in:``."""
    reading = _Reading(viewer)
    ended = text.endswith((" ", '"', "”"))
    text = text.replace("\0", " ").strip()[:LONGEST]
    for piece in _PIECES.finditer(text):
        reading.take(piece)
    asked = reading.asked(text)
    return _narrowed(replace(asked, growing=reading.last_was_a_word and not ended), params or {}, viewer)


class _Reading:
    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.words: list[str] = []
        self.phrases: list[tuple[str, ...]] = []
        self.without: list[tuple[str, ...]] = []
        self.values: dict[str, list[str]] = {}
        self.last_was_a_word = False

    def take(self, piece: re.Match[str]) -> None:
        self.last_was_a_word = False
        name = _OPERATOR_OF.get(fold(piece["name"] or ""))
        value = piece["quoted"] if piece["quoted"] is not None else piece["value"]
        if name and value and not piece["minus"] and _fits(name, value):
            self.values.setdefault(name, []).append(value.strip())
            return
        said = words_of(piece["phrase"] or piece["word"] or piece[0].lstrip("-"))
        if not said or len(self.words) + len(self.phrases) + len(self.without) >= MOST_WORDS:
            return
        if piece["minus"]:
            self.without.append(tuple(said))
        elif len(said) > 1 or (piece["phrase"] and " " in piece["phrase"]):
            self.phrases.append(tuple(said))
        else:
            self.words.append(said[0])
            self.last_was_a_word = not piece["phrase"]

    def asked(self, text: str) -> Asked:
        found = Asked(text, tuple(self.words), tuple(self.phrases), tuple(self.without))
        for name, values in self.values.items():
            found = _READERS[name](found, values, self.viewer)
        return found


def operators_in(text: str) -> list[tuple[str, str]]:
    """The operators with their values as they stand in ``text``, each with what is left of the text without it."""
    found = []
    for piece in _PIECES.finditer(text):
        name = _OPERATOR_OF.get(fold(piece["name"] or ""))
        value = piece["quoted"] if piece["quoted"] is not None else piece["value"]
        if name and value and not piece["minus"] and _fits(name, value):
            found.append((piece[0], " ".join(f"{text[: piece.start()]} {text[piece.end() :]}".split())))
    return found


def operator_called(name: str) -> str:
    """The operator that somebody means by a name in either language; "" where there is none."""
    return _OPERATOR_OF.get(fold(name), "")


def _fits(name: str, value: str) -> bool:
    """Whether the value can be meant for the operator; "e:mail" and "con:te" are words."""
    if name == "has":
        return fold(value) in _HAS_OF
    if name == "is":
        return fold(value) in UNANSWERED
    return True


def _narrowed(asked: Asked, params: Mapping[str, str], viewer: Viewer) -> Asked:
    for param, name in (("kind", "kind"), ("space", "in"), ("author", "from"), ("tag", "tag"), ("has", "has")):
        if value := params.get(param, "").strip()[:LONGEST]:
            asked = _READERS[name](asked, [value], viewer)
    if place := params.get("place", "").strip()[:40]:
        asked = replace(asked, spaces=None, audiences=frozenset({place}))
    for param in ("after", "before"):
        if value := params.get(param, "").strip()[:40]:
            asked = _READERS[param](asked, [value], viewer)
    year = params.get("year", "")
    if year.isascii() and year.isdigit() and 1900 < int(year[:5]) < 9000:
        asked = _before(_after(asked, [year], viewer), [str(int(year) + 1)], viewer)
    if params.get("unanswered", "") not in ("", "0"):
        asked = replace(asked, unanswered=True)
    return replace(asked, newest=True) if params.get("sort") == "newest" else asked


# --- What the values mean ---------------------------------------------------------------------------------------------


def _both(before: frozenset | None, now: set) -> frozenset:
    return frozenset(now) if before is None else before & now


def _remark(asked: Asked, sentence: str) -> Asked:
    return replace(asked, remarks=(*asked.remarks, sentence))


def _from(asked: Asked, values: list[str], viewer: Viewer) -> Asked:
    found: set[int] = set()
    for value in values:
        people = _people_called(value, viewer)
        if not people:
            asked = _remark(asked, _("Nobody whom you can find is called “%(name)s”.") % {"name": value})
        found |= people
    return replace(asked, authors=_both(asked.authors, found))


def _people_called(value: str, viewer: Viewer) -> set[int]:
    """Whom this reader can mean: people the reader may see, and whoever wrote something the reader may read."""
    name = fold(value.lstrip("@"))
    if name in ("me", "io") and viewer.is_authenticated:
        return {viewer.pk}
    wrote = Exists(Entry.objects.visible_to(viewer).published().filter(author=OuterRef("pk")))
    known = User.objects.filter(Q(pk__in=User.objects.visible_to(viewer).values("pk")) | Q(wrote))
    if exactly := list(known.filter(handle=name).values_list("pk", flat=True)):
        return set(exactly)
    called = known
    for word in name.replace("-", " ").split():
        called = called.filter(folded_name__contains=word)
    return set(called.values_list("pk", flat=True)[:50]) if name.strip() else set()


def _in(asked: Asked, values: list[str], viewer: Viewer) -> Asked:
    found: set[int] = set()
    elsewhere: set[str] = set()
    known = Space.objects.visible_to(viewer).values_list("pk", "slug", "name")
    for value in values:
        wanted = fold(value.lstrip("#"))
        spaces = [(pk, slug, fold(name)) for pk, slug, name in known]
        exactly = {pk for pk, slug, name in spaces if wanted in (slug, name)}
        rooms, is_exact = places.called(wanted, viewer)
        if exactly or is_exact:  # what is called just so, and not what is called nearly so
            like = exactly
            rooms = rooms if is_exact else set()
        else:
            like = {pk for pk, _slug, name in spaces if wanted.replace("-", " ") in name}
        if not like and not rooms:
            asked = _remark(asked, _("No space or room that you can find is called “%(name)s”.") % {"name": value})
        found |= like
        elsewhere |= rooms
    return replace(
        asked,
        spaces=_both(asked.spaces, found),
        audiences=frozenset(elsewhere) if elsewhere or asked.audiences is not None else None,
    )


def _tag(asked: Asked, values: list[str], viewer: Viewer) -> Asked:
    slugs = {slug for value in values if (slug := tag_slug(value.lstrip("#")))}
    return replace(asked, tags=_both(asked.tags, slugs))


def _kind(asked: Asked, values: list[str], viewer: Viewer) -> Asked:
    found: set[str] = set()
    for value in values:
        wanted = fold(value)
        named = {
            kind.model
            for kind in kinds.all_kinds()
            if kind.searched
            and wanted in (kind.model, kind.model.partition(".")[2], fold(str(kind.label)), fold(str(kind.plural)))
        }
        if not named:
            asked = _remark(asked, _("There is no kind of entry called “%(name)s”.") % {"name": value})
        found |= named
    return replace(asked, kinds=_both(asked.kinds, found))


def _has(asked: Asked, values: list[str], viewer: Viewer) -> Asked:
    wanted = {_HAS_OF[name] for value in values if (name := fold(value)) in _HAS_OF}
    return replace(asked, has=asked.has | wanted)


def _is(asked: Asked, values: list[str], viewer: Viewer) -> Asked:
    return replace(asked, unanswered=True)


def _after(asked: Asked, values: list[str], viewer: Viewer) -> Asked:
    """From that day on; a month or a year means from its first day."""
    for value in values:
        day = _day(value)
        if day is None:
            asked = _no_date(asked, value)
        else:
            asked = replace(asked, after=max(day, asked.after or day))
    return asked


def _before(asked: Asked, values: list[str], viewer: Viewer) -> Asked:
    for value in values:
        day = _day(value)
        if day is None:
            asked = _no_date(asked, value)
        else:
            asked = replace(asked, before=min(day, asked.before or day))
    return asked


def _no_date(asked: Asked, value: str) -> Asked:
    return _remark(asked, _("“%(value)s” is no date. Write it as 2026-03-31, 2026-03 or 2026.") % {"value": value})


def _day(value: str) -> date | None:
    today = localdate()
    match fold(value):
        case "today" | "oggi":
            return today
        case "yesterday" | "ieri":
            return today - timedelta(days=1)
    if (found := _DATE.fullmatch(value.replace("/", "-"))) is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return None


_READERS: dict[str, Callable[[Asked, list[str], Viewer], Asked]] = {
    "from": _from,
    "in": _in,
    "tag": _tag,
    "kind": _kind,
    "has": _has,
    "is": _is,
    "after": _after,
    "before": _before,
}
