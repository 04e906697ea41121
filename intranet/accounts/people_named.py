"""Whom a field of people names. Scripts make it a row of chips (static/js/people-field.js); without them one types
names or handles with commas between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.core.text import fold

_BETWEEN = re.compile(r"[,;\n]+")
MOST_NAMES = 40
_HANDLE = re.compile(r"@([\w-]+)")


def as_text(people: Iterable[User]) -> str:
    """People as the field holds them: "Ben Rossi (@ben), Cleo Verdi (@cleo)"."""
    return ", ".join(f"{_BETWEEN.sub(' ', person.name)} (@{person.handle})" for person in people)


def people_named(text: str, *, writer: User, among: QuerySet[User] | None = None) -> list[User]:
    """The people of "Ben Rossi (@ben), Cleo Verdi, dario": by handle those of ``among``, by name those whom the writer
    may know of. Each once, in the order in which they were named. ValidationError for a name nobody has, or several.
    """
    if among is None:
        among = User.objects.visible_to(writer).active()
    wanted: list[str] = []
    for piece in filter(None, (piece.strip() for piece in _BETWEEN.split(text))):
        wanted += [f"@{handle}" for handle in _HANDLE.findall(piece)] or [piece]
    handles = {fold(word) for piece in wanted for word in (piece.lstrip("@"), *piece.split())}
    by_handle = {person.handle: person for person in among.filter(handle__in=handles)}
    by_name = _by_name([piece for piece in wanted if not piece.startswith("@")], writer)
    found: dict[int, User] = {}
    missing: list[str] = []
    for piece in wanted:
        meant = _meant_by(piece, by_handle, by_name)
        found |= {person.pk: person for person in meant}
        if not meant:
            missing.append(piece)
    if missing:
        raise ValidationError(unknown(missing))
    return list(found.values())


def _meant_by(piece: str, by_handle: dict[str, User], by_name: dict[str, list[User]]) -> list[User]:
    word = fold(piece.lstrip("@"))
    if word in by_handle:
        return [by_handle[word]]
    named = by_name.get(_plain(piece), [])
    if len(named) > 1:
        raise ValidationError(
            _("Several people are called %(name)s. Choose one from the list, or write the handle.") % {"name": piece}
        )
    # Handles with nothing but blanks between them.
    several = [by_handle[fold(one)] for one in piece.split() if fold(one) in by_handle]
    return named or (several if len(several) == len(piece.split()) else [])


def _by_name(names: list[str], writer: User) -> dict[str, list[User]]:
    found: dict[str, list[User]] = {}
    if names:
        beginning = Q()
        for name in names[:MOST_NAMES]:
            # The handle stands behind it in that column.
            beginning |= Q(folded_name__startswith=f"{_plain(name)} ")
        for person in User.objects.visible_to(writer).active().filter(beginning).order_by("pk")[:200]:
            found.setdefault(_plain(person.name), []).append(person)
    return found


def _plain(name: str) -> str:
    return fold(" ".join(name.split()))


def unknown(words: Iterable[str]) -> str:
    """The same sentence for nobody and for somebody the writer does not know of."""
    return _("There is nobody called %(names)s here.") % {"names": ", ".join(words)}


class PeopleField(forms.CharField):
    """People, as ``people_named`` reads them. Its form sets ``writer``, and ``among`` where strangers may be meant."""

    writer: User
    among: QuerySet[User] | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, widget=forms.TextInput({"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> list[User]:
        return people_named(super().clean(value), writer=self.writer, among=self.among)
