"""How much a person hears of a place: what they chose, or what the place has by default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.spaces.models import Space

from .models import Level

# Name, what it is called, what it means. An empty name: as the place has it.
CHOICES: list[tuple[str, Any, Any]] = [
    (Level.Degree.ALL, _("Everything new"), _("Each new entry, and what concerns you.")),
    (Level.Degree.MENTIONS, _("What concerns me"), _("Mentions, answers to you, and what you follow.")),
    (Level.Degree.NOTHING, _("Nothing"), _("Not even when somebody names you. Official things still come.")),
]
USUAL = Level.Degree.MENTIONS
MOST_LISTED = 200


@dataclass(frozen=True)
class OwnLevel:
    """``chosen`` is empty for who follows the default; ``counts`` is what holds in the end."""

    chosen: str
    default: str

    @property
    def counts(self) -> str:
        return self.chosen or self.default

    @property
    def is_silent(self) -> bool:
        return self.counts == Level.Degree.NOTHING

    @property
    def default_label(self) -> str:
        return label_of(self.default)


def label_of(degree: str) -> str:
    return next((str(label) for name, label, _hint in CHOICES if name == degree), "")


def level_in(place: str, person: User, *, usual: str = USUAL) -> OwnLevel:
    """``usual``: what the place has by default as long as nobody keeps it otherwise."""
    rows = [row for row in own_rows(person, "levels") if row["place"] == place]
    found = {row["holder"] is None: row["degree"] for row in rows}
    return OwnLevel(chosen=found.get(False, ""), default=found.get(True, usual))


def _levels_for(person: User) -> list[QuerySet[Level]]:
    rows = Level.objects.filter(Q(person=None) | Q(person=person.pk))
    return [as_row(rows, place="place", holder="person_id", degree="degree")]


also_read("levels", _levels_for)


def levels_by_place(person: User, prefix: str) -> dict[str, str]:
    """What holds for this person in each place of a sort ("room_") where it is not the usual. One query."""
    rows = Level.objects.filter(Q(person=None) | Q(person=person), place__startswith=prefix)
    # The place's own comes first, and what somebody chose takes its place.
    by_default_first = rows.order_by(F("person").asc(nulls_first=True))
    return dict(by_default_first.values_list("place", "degree"))


def default_of(place: str) -> str:
    return Level.objects.filter(place=place, person=None).values_list("degree", flat=True).first() or USUAL


def levels_of_spaces(person: User) -> list[tuple[Space, OwnLevel]]:
    """Each space this person is in, by name, with how much they hear of it. Two queries."""
    spaces = list(Space.objects.joined_by(person).current().order_by("name")[:MOST_LISTED])
    both = Level.objects.filter(Q(person=None) | Q(person=person), place__in=[space.key for space in spaces])
    rows = both.values_list("place", "person_id", "degree")
    found = {(place, holder is None): degree for place, holder, degree in rows}
    return [
        (space, OwnLevel(found.get((space.key, False), ""), found.get((space.key, True), USUAL))) for space in spaces
    ]
