"""Whom a broadcast has reached, as it is now: of all it is for, how many had it, saw it and acknowledged it.

Counted from the people it is for at this moment, so that it stays true when they join, leave or are deactivated. Three
questions however many there are; what belongs to whom is put together here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, Value
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from feeds.models import Broadcast, Reach
from intranet.accounts.models import User
from intranet.core.tables import write_table

from .aims import Aim
from .delivering import addressed_by, addressed_by_each

DEPARTMENT, PLACE, COMPANY, LINE = "department", "place", "company", "line"
# A line of the org chart ends somewhere, also where somebody is their own manager by a detour.
_LONGEST_LINE = 30


@dataclass(frozen=True)
class Person:
    """One of those it is for, and how far it has come with them."""

    pk: int
    name: str
    handle: str
    department: str
    place: str
    company: str
    manager: int | None
    delivered_at: datetime | None = None
    seen_at: datetime | None = None
    acknowledged_at: datetime | None = None
    version: int = 0


@dataclass
class Counts:
    """``acknowledged`` is of the text that counts; ``older`` those of them who acknowledged one before the last
    change."""

    label: str = ""
    key: str = ""
    addressed: int = 0
    delivered: int = 0
    seen: int = 0
    acknowledged: int = 0
    older: int = 0

    @property
    def missing(self) -> int:
        return self.addressed - self.acknowledged

    @property
    def share(self) -> int:
        """Of a hundred, how many have acknowledged."""
        return 100 * self.acknowledged // self.addressed if self.addressed else 0

    @property
    def seen_share(self) -> int:
        return 100 * self.seen // self.addressed if self.addressed else 0


def people_of(broadcast: Broadcast) -> list[Person]:
    """Everybody it is for now, by name: two questions."""
    columns = ("pk", "name", "handle", "department__name", "location", "company__name", "manager_id", "field_audiences")
    rows = {
        row[0]: row[1:]
        for row in Reach.objects.filter(broadcast=broadcast).values_list(
            "person_id", "delivered_at", "seen_at", "acknowledged_at", "version"
        )
    }
    found = []
    people = addressed_by(broadcast).order_by("name", "pk").values_list(*columns)
    for pk, name, handle, department, place, company, manager, shown in people:
        # Who keeps the place of work back is in no slice by it.
        told = "" if shown.get("location") not in (None, "org", "customers", "public") else place
        found.append(
            Person(
                pk, name, handle, department or "", told, company or "", manager, *rows.get(pk, (None, None, None, 0))
            )
        )
    return found


def count(people: Iterable[Person], broadcast: Broadcast, *, label: str = "", key: str = "") -> Counts:
    counts = Counts(label, key)
    for person in people:
        counts.addressed += 1
        counts.delivered += person.delivered_at is not None
        counts.seen += person.seen_at is not None
        has = has_acknowledged(person, broadcast)
        counts.acknowledged += has
        counts.older += has and person.version < broadcast.text_version
    return counts


def has_acknowledged(person: Person, broadcast: Broadcast) -> bool:
    return person.acknowledged_at is not None and person.version >= broadcast.asked_version


def slices(people: Sequence[Person], broadcast: Broadcast, by: str) -> list[Counts]:
    """The same by department, place or company, the largest first; who has none is left out of it."""
    groups: dict[str, list[Person]] = {}
    for person in people:
        if name := getattr(person, by):
            groups.setdefault(name, []).append(person)
    found = [count(group, broadcast, label=name, key=name) for name, group in groups.items()]
    return sorted(found, key=lambda one: (-one.addressed, one.label))


def named_slices(people: Sequence[Person], broadcast: Broadcast) -> list[Counts]:
    """By what it was addressed to; somebody may be in several."""
    by_number = {person.pk: person for person in people}
    found = []
    for part in Aim.of(broadcast).slices():
        numbers = part.people.values_list("pk", flat=True)
        found.append(count([by_number[pk] for pk in numbers if pk in by_number], broadcast, label=part.label))
    return found


# --- By the line of managers ----------------------------------------------------------------------------------------


def managers() -> dict[int, int]:
    """Everybody's manager: one question."""
    rows = User.objects.filter(manager__isnull=False).values_list("pk", "manager_id")
    return {pk: manager for pk, manager in rows if manager is not None}


def line_above(person: int, above: Mapping[int, int]) -> Iterator[int]:
    """Those over somebody, the nearest first."""
    met = {person}
    while (person := above.get(person, 0)) and person not in met and len(met) < _LONGEST_LINE:
        met.add(person)
        yield person


def in_line_of(manager: int, people: Iterable[Person]) -> list[Person]:
    """Those of them who report to somebody, directly or through others."""
    above = managers()
    return [person for person in people if manager in line_above(person.pk, above)]


def lines(people: Sequence[Person], broadcast: Broadcast) -> list[Counts]:
    """Each manager with all who report to them, directly or through others; the most missing first."""
    above = managers()
    groups: dict[int, list[Person]] = {}
    for person in people:
        for manager in line_above(person.pk, above):
            groups.setdefault(manager, []).append(person)
    names = {pk: (name, handle) for pk, name, handle in _names(groups)}
    found = [count(group, broadcast, label=names[pk][0], key=names[pk][1]) for pk, group in groups.items()]
    return sorted(found, key=lambda one: (-one.missing, -one.addressed, one.label))


def _names(numbers: Iterable[int]) -> Any:
    return User.objects.filter(pk__in=list(numbers)).values_list("pk", "name", "handle")


# --- Tables and lists -----------------------------------------------------------------------------------------------


def as_table(people: Iterable[Person], broadcast: Broadcast) -> str:
    """CSV, a row for each."""
    people = list(people)
    names = {pk: name for pk, name, _handle in _names({one.manager for one in people if one.manager})}
    header = [
        _("Name"),
        _("Handle"),
        _("Department"),
        _("Company"),
        _("Manager"),
        _("Delivered"),
        _("Seen"),
        _("Acknowledged"),
        _("Text"),
    ]
    return write_table(header, (_row(person, broadcast, names) for person in people))


def _row(person: Person, broadcast: Broadcast, names: Mapping[int, str]) -> list[Any]:
    has = has_acknowledged(person, broadcast)
    return [
        person.name,
        person.handle,
        person.department,
        person.company,
        names.get(person.manager or 0, ""),
        _moment(person.delivered_at),
        _moment(person.seen_at),
        _moment(person.acknowledged_at) if has else "",
        person.version if has else "",
    ]


def _moment(at: datetime | None) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at is not None else ""


def left_of(broadcast: Broadcast, people: Iterable[Person]) -> Counts:
    """Those it had come to and is not for any more: they left the house, the space, the department. What they did stays
    written down, and counts for nobody."""
    here = {person.pk for person in people}
    rows = Reach.objects.filter(broadcast=broadcast).values_list("person_id", "seen_at", "acknowledged_at", "version")
    counts = Counts()
    for pk, seen_at, acknowledged_at, version in rows:
        if pk not in here:
            counts.addressed += 1
            counts.seen += seen_at is not None
            counts.acknowledged += acknowledged_at is not None and version >= broadcast.asked_version
    return counts


def with_reach(broadcasts: Sequence[Any]) -> None:
    """For a list: ``reached`` of each, the same numbers as on its own page, in as many questions for one as for many.
    Who has left since is not among them."""
    addressed = addressed_by_each(broadcasts)
    counts = {one.pk: Counts() for one in broadcasts}
    people = [found.order_by().values(of=Value(pk)).annotate(n=Count("pk")) for pk, found in addressed.items()]
    for row in _together(people):
        counts[row["of"]].addressed = row["n"]
    reached = [
        Reach.objects.filter(broadcast=pk, person__in=found.order_by().values("pk"))
        .order_by()
        .values(of=Value(pk))
        .annotate(
            delivered=Count("pk"),
            seen=Count("pk", filter=Q(seen_at__isnull=False)),
            acknowledged=Count(
                "pk", filter=Q(acknowledged_at__isnull=False, version__gte=F("broadcast__asked_version"))
            ),
        )
        for pk, found in addressed.items()
    ]
    for row in _together(reached):
        one = counts[row["of"]]
        one.delivered, one.seen, one.acknowledged = row["delivered"], row["seen"], row["acknowledged"]
    for broadcast in broadcasts:
        broadcast.reached = counts[broadcast.pk]


def _together(questions: list[Any]) -> Any:
    if not questions:
        return []
    return questions[0].union(*questions[1:], all=True) if len(questions) > 1 else questions[0]
