"""Where a draft goes on: the name of the place and the page with its composer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.spaces.models import Space

from .models import Draft

_ENTRY = re.compile(r"(?P<sort>comment|edit):(?P<pk>[0-9]{1,18})(?::(?P<parent>[0-9]{1,18}))?")
_SPACE = re.compile(r"[a-z-]+:space_(?P<pk>[0-9]{1,18})")
_ELSEWHERE = re.compile(r"(?P<sort>[a-z-]+):(?P<pk>[0-9]{1,18})")


class Place(NamedTuple):
    """``url`` is empty where one may no longer write: the words are still there to be taken."""

    label: str
    url: str


Finder = Callable[[list[int], User], Mapping[int, Place]]
_finders: dict[str, Finder] = {}


def register(sort: str, finder: Finder) -> None:
    """Let an app name the places of its own composers, whose keys are ``<sort>:<number>``: ``finder(numbers, person)``
    gives those this person may still see, in a number of queries that does not grow."""
    _finders[sort] = finder


def places_of(drafts: Iterable[Draft], person: User) -> dict[str, Place]:
    """By key. Our own composers make them: ``post:space_3``, ``comment:12``, ``comment:12:34``, ``edit:12``; what
    else there is apps register, and for the rest it is the page on which it was written. Two queries, and those of
    the apps, for a page of them."""
    drafts = list(drafts)
    named = {draft.key: _ENTRY.fullmatch(draft.key) for draft in drafts}
    in_space = {draft.key: _SPACE.fullmatch(draft.key) for draft in drafts}
    entries = Entry.objects.visible_to(person).select_related("root").in_bulk(_numbers(named.values()))
    spaces = Space.objects.visible_to(person).in_bulk(_numbers(in_space.values()))
    elsewhere = _found_elsewhere(drafts, person)
    found = {}
    for draft in drafts:
        if (match := named[draft.key]) is not None:
            found[draft.key] = _on_entry(match, entries.get(int(match["pk"])))
        elif (match := in_space[draft.key]) is not None:
            found[draft.key] = _in_space(draft, spaces.get(int(match["pk"])))
        elif draft.key in elsewhere:
            found[draft.key] = elsewhere[draft.key]
        else:
            found[draft.key] = Place(_("Not sent yet"), draft.page or "/")
    return found


def _found_elsewhere(drafts: Iterable[Draft], person: User) -> dict[str, Place]:
    asked: dict[str, list[int]] = {}
    for draft in drafts:
        match = _ELSEWHERE.fullmatch(draft.key)
        if match is not None and match["sort"] in _finders:
            asked.setdefault(match["sort"], []).append(int(match["pk"]))
    found: dict[str, Place] = {}
    for sort, numbers in asked.items():
        seen = _finders[sort](numbers, person)
        gone = Place(_("On something that is no longer there for you"), "")
        found |= {f"{sort}:{number}": seen.get(number, gone) for number in numbers}
    return found


def _numbers(matches: Iterable[re.Match[str] | None]) -> list[int]:
    return [int(match["pk"]) for match in matches if match is not None]


def _in_space(draft: Draft, space: Space | None) -> Place:
    if space is None:
        return Place(_("In a space you no longer know"), "")
    return Place(_("In %(space)s") % {"space": space.name}, draft.page or space.get_absolute_url())


def _on_entry(match: re.Match[str], entry: Entry | None) -> Place:
    if entry is None:
        return Place(_("On something that is no longer there for you"), "")
    if match["sort"] == "edit":
        edit_url = kind_of(entry).edit_url
        return Place(_("A change of “%(title)s”") % {"title": entry}, edit_url(entry) if edit_url else "")
    query = f"?parent={match['parent']}" if match["parent"] else ""
    url = reverse("conversation:comments", args=[entry.pk]) + query
    return Place(_("A comment on “%(title)s”") % {"title": entry}, url)
