"""What people say of themselves for now, as one reader may see it: status, and being away.

For a list it is read for all its people at once, in two queries (three or four for who is not staff). Nothing here is
ever part of a card that is kept: it is asked for apart, by the numbers of the people on the page.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from .models import Absence, Status, User
from .profiles import ABSENCE, STATUS, may_see, shown_to

# How often a stand-in who is away in turn is followed to the next.
HOPS = 2


def _chain() -> list[str]:
    way, ways = "stand_in", ["person"]
    for _hop in range(HOPS + 1):
        ways += [way, f"{way}__absence"]
        way += "__absence__stand_in"
    return ways


@dataclass(frozen=True)
class Away:
    last_day: datetime.date
    message: str = ""
    stand_in: User | None = None

    @property
    def until(self) -> str:
        """ "Away until 3 Dec", or today."""
        if self.last_day <= localdate():
            return _("Away today")
        return _("Away until %(day)s") % {"day": _day(self.last_day)}

    @property
    def line(self) -> str:
        """The same with whom to ask, in one line for lists."""
        if self.stand_in is None:
            return self.until
        return _("%(away)s, ask %(name)s") % {"away": self.until, "name": self.stand_in.name}


@dataclass(frozen=True)
class Whereabouts:
    """``until`` is when the status ends, where it ends by itself."""

    emoji: str = ""
    text: str = ""
    until: datetime.datetime | None = None
    away: Away | None = None

    def __bool__(self) -> bool:
        return bool(self.emoji or self.text or self.away)

    @property
    def line(self) -> str:
        """All of it in one line."""
        said = f"{self.emoji} {self.text}".strip()
        return " · ".join(part for part in (self.away.line if self.away else "", said) if part)


NOTHING = Whereabouts()


def whereabouts_of(ids: Iterable[int], viewer: User, audiences: frozenset[str]) -> dict[int, Whereabouts]:
    """By number, of those of these people who say something and whom this viewer may see."""
    wanted = set(ids)
    if not wanted:
        return {}
    if not viewer.is_staff_member:
        wanted = set(User.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    moment = now()
    statuses = Status.objects.filter(
        shown_to(STATUS, viewer, audiences, of="person"), person__in=wanted, person__is_active=True
    )
    said = {row.person_id: row for row in statuses if row.holds}
    absences = Absence.objects.filter(
        shown_to(ABSENCE, viewer, audiences, of="person"),
        person__in=wanted,
        person__is_active=True,
        begins_at__lte=moment,
        ends_at__gt=moment,
    )
    away = {row.person_id: row for row in absences.select_related(*_chain())}
    answering = {pk: _who_answers(row, viewer, audiences) for pk, row in away.items()}
    if not viewer.is_staff_member:
        asked = {person.pk for person in answering.values() if person is not None}
        known = set(User.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", flat=True))
        answering = {pk: person if person and person.pk in known else None for pk, person in answering.items()}
    return {
        pk: Whereabouts(
            emoji=said[pk].emoji if pk in said else "",
            text=said[pk].text if pk in said else "",
            until=said[pk].until if pk in said else None,
            away=Away(away[pk].last_day, away[pk].message, answering[pk]) if pk in away else None,
        )
        for pk in said.keys() | away.keys()
    }


def whereabouts_of_one(person: User, viewer: User, audiences: frozenset[str]) -> Whereabouts:
    """No query where nothing holds and both have been read with the person."""
    status, absence = getattr(person, "status", None), absence_of(person)
    if not (status and status.holds) and not (absence and absence.holds):
        return NOTHING
    return whereabouts_of([person.pk], viewer, audiences).get(person.pk, NOTHING)


def coming_absence(person: User, viewer: User, audiences: frozenset[str]) -> Absence | None:
    """One that has not begun and of which this viewer may know."""
    found = absence_of(person)
    if found is None or found.begins_at <= now():
        return None
    return found if may_see(person, ABSENCE, viewer, audiences) else None


def _who_answers(absence: Absence, viewer: User, audiences: frozenset[str]) -> User | None:
    """The stand-in; who is away in turn, as far as the viewer may know that, passes on to theirs. Nobody at the end of
    a chain that is too long or closes a ring."""
    met, person = {absence.person_id}, absence.stand_in
    for hop in range(HOPS + 1):
        if person is None or person.pk in met or not person.is_active:
            return None
        met.add(person.pk)
        theirs = absence_of(person)
        if theirs is None or not theirs.holds or not may_see(person, ABSENCE, viewer, audiences):
            return person
        person = theirs.stand_in if hop < HOPS else None
    return None


def warning_about(absence: Absence) -> str:
    """What somebody who leaves should know of the stand-in: that they are away as well for some of the days."""
    if absence.stand_in is None:
        return ""
    theirs = Absence.objects.filter(person=absence.stand_in).first()
    if theirs is None or not theirs.meets(absence):
        return ""
    return _("%(name)s is away as well for some of these days.") % {"name": absence.stand_in}


def absence_of(person: User) -> Absence | None:
    return getattr(person, "absence", None)


def _day(day: datetime.date) -> str:
    """ "3 Dec", with the year where it is another."""
    return date_format(day, _("j M") if day.year == localdate().year else _("j M Y"))
