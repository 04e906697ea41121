"""What is like something that is being written: topics and documents that may answer a question already, ideas that
somebody has had before.

A title is a sentence, and nobody has said exactly that before: so the index is asked for each of its words, and what
has more of them, and rarer ones, stands first. What comes back is read through ``visible_to``, as every search.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from intranet.content.kinds import Kind, hydrate, kind_of
from intranet.content.models import Entry
from intranet.core.text import excerpt, fold
from intranet.spaces.audiences import Viewer

from .asked import read
from .queries import ask

MOST = 5
# Of a long title the longest words, which are mostly the rare ones.
MOST_WORDS = 8
_LEAST_LETTERS = 3
_LOOKED_AT = 60
_WORD = re.compile(r"\w+", re.UNICODE)
# So many of the words, at least, for something to be called similar.
_LEAST_SHARE = 0.4
_SAID_EVERYWHERE = frozenset(
    """about after and are but can cannot does doesn for from has have how into its not our out that the their there
    this what when where which who why will with without would you your problem question help please
    agli alla alle anche che chi come con cosa cui dal dalla degli dei del della delle dello dopo dove fare gli hai
    hanno mia mio nel nella non per perche piu quale quando quanto questa questo sono suo sul sulla tra una uno aiuto
    problema domanda grazie""".split()
)


@dataclass(frozen=True)
class Similar:
    entry: Any
    title: str
    words: str
    url: str
    kind: str
    icon: str
    is_answered: bool
    state: str


def words_of(text: str) -> list[str]:
    found = dict.fromkeys(word for word in _WORD.findall(fold(text)[:400]) if len(word) >= _LEAST_LETTERS)
    telling = [word for word in found if word not in _SAID_EVERYWHERE]
    return sorted(telling, key=len, reverse=True)[:MOST_WORDS]


def similar_to(text: str, viewer: Viewer, *, most: int = MOST, first: str = "") -> list[Similar]:
    """Up to ``most``: those of the kind ``first`` before others, what still waits for an answer after what has one.
    None where the index cannot be asked."""
    words = words_of(text)
    if not words:
        return []
    scores, shared = _found(words, viewer)
    least = max(1, round(len(words) * _LEAST_SHARE))
    likely = sorted((pk for pk in scores if shared[pk] >= least), key=lambda pk: (-shared[pk], -scores[pk], -pk))
    roots = _roots_of(likely[: 4 * most], viewer)
    listed = [entry for entry in hydrate(roots[: 2 * most], viewer) if not _is_left_out(entry)]
    found = [_shown(entry) for entry in listed[:most]]
    return sorted(found, key=lambda one: (bool(first) and one.entry.kind != first, not one.is_answered))


def _found(words: list[str], viewer: Viewer) -> tuple[dict[int, float], dict[int, int]]:
    scores: dict[int, float] = defaultdict(float)
    shared: dict[int, int] = defaultdict(int)
    for word in words:
        asked = read(word, viewer)
        if not asked or asked.impossible:
            continue
        for hit in ask(asked, viewer, limit=_LOOKED_AT).hits:
            scores[hit.entry_id] += hit.score
            shared[hit.entry_id] += 1
    return scores, shared


def _roots_of(likely: list[int], viewer: Viewer) -> list[Entry]:
    """What stands by itself and has a title; an answer stands for its topic."""
    readable = Entry.objects.visible_to(viewer).without_blocked(viewer).published()
    rows = dict(readable.filter(pk__in=likely).values_list("pk", "root_id"))
    wanted = list(dict.fromkeys(rows[pk] or pk for pk in likely if pk in rows))
    titled = readable.filter(pk__in=wanted).exclude(title="").in_bulk()
    return [titled[pk] for pk in wanted if pk in titled]


def _is_left_out(entry: Any) -> bool:
    """What is found by its address alone, and what became part of something else."""
    unsearched = kind_of(entry).unsearched
    return unsearched is not None and unsearched(entry)


def _shown(entry: Any) -> Similar:
    kind = kind_of(entry)
    is_answered = kind.answered is None or kind.answered(entry)
    words = excerpt(entry.body_text, 140)
    state = _state_of(entry, kind, is_answered=is_answered)
    return Similar(entry, entry.title, words, entry.get_absolute_url(), str(kind.label), kind.icon, is_answered, state)


def _state_of(entry: Any, kind: Kind, *, is_answered: bool) -> str:
    """What it has come to; of a question that has come to nothing yet, whether it waits; of the rest, what it is."""
    if kind.state_of is not None and (told := kind.state_of(entry)) is not None:
        return str(told.label)
    if kind.answered is None:
        return str(kind.label)
    return _("Answered") if is_answered else _("No answer yet")
