"""The organisation chart: who works for whom, drawn around one person.

It is made of the manager of each colleague and nothing else. A firm of thousands is one query of two numbers a person;
only those on the page are read whole. ``change_place`` lets no circle arise; should the data have one all the same,
each person is counted once and the walk ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from intranet.core.text import fold

from .models import User, UserQuerySet, Vacancy

# Reports on one page; a manager with more has them in the directory, by department.
MOST_REPORTS = 60
# Faces shown of the team of each report.
MOST_FACES = 5


@dataclass
class Node:
    """A person in the chart. ``team`` is how many work for them, directly or not; ``faces`` some of the direct ones."""

    person: User
    team: int
    direct: int
    faces: list[User] = field(default_factory=list)
    vacancies: int = 0

    @property
    def more(self) -> int:
        return max(self.direct - len(self.faces), 0)


@dataclass
class Chart:
    """``above`` leads from the top to the one the page is about (None: to all who have nobody above them)."""

    above: list[User]
    person: Node | None
    reports: list[Node]
    vacancies: list[Vacancy]
    unplaced: int = 0
    hidden: int = 0


def colleagues_of(viewer: User) -> UserQuerySet:
    """Who can stand in the chart: colleagues with an open account, as far as this reader may see them."""
    return User.objects.visible_to(viewer).active().staff()


def chart_of(viewer: User, person: User | None, *, with_team: bool = False) -> Chart:
    """The chart around ``person``, or its top. In a fixed number of queries.

    ``with_team``: where one stands alone at the top, it is drawn around them, not as one name.
    """
    managers: dict[int, int | None] = dict(colleagues_of(viewer).values_list("pk", "manager_id"))
    under = _under(managers)
    vacancies = list(Vacancy.objects.visible_to(viewer).select_related("department"))
    centre, unplaced = person.pk if person is not None else None, 0
    if centre is not None:
        above, roots = _above(centre, managers), under.get(centre, [])
    else:
        above, tops = [], [pk for pk, manager in managers.items() if manager not in managers]
        # Who neither has a manager nor is one has no place yet.
        roots = [pk for pk in tops if under.get(pk)]
        unplaced = len(tops) - len(roots)
        if with_team and len(roots) == 1 and not any(vacancy.manager_id is None for vacancy in vacancies):
            [centre] = roots
            roots = under[centre]
    shown = [*roots, *([centre] if centre is not None else [])]
    team = {pk: _team(pk, under) for pk in shown}
    faces = {pk: under.get(pk, [])[: MOST_FACES * 4] for pk in roots}
    wanted = {*above, *shown, *(pk for group in faces.values() for pk in group)}
    known = {one.pk: one for one in colleagues_of(viewer).filter(pk__in=wanted).with_byline()}
    open_under = _by_manager(vacancies, shown)
    nodes = [
        Node(
            known[pk],
            team[pk],
            len(under.get(pk, [])),
            _by_name(known[one] for one in faces[pk] if one in known)[:MOST_FACES],
            len(open_under.get(pk, [])),
        )
        for pk in roots
        if pk in known
    ]
    nodes.sort(key=lambda node: (-node.team, fold(node.person.name)))
    return Chart(
        above=[known[pk] for pk in above if pk in known],
        person=Node(known[centre], team[centre], len(roots)) if centre is not None and centre in known else None,
        reports=nodes[:MOST_REPORTS],
        vacancies=open_under.get(centre, []),
        unplaced=unplaced,
        hidden=max(len(nodes) - MOST_REPORTS, 0),
    )


def _under(managers: dict[int, int | None]) -> dict[int, list[int]]:
    under: dict[int, list[int]] = {}
    for pk, manager in managers.items():
        if manager is not None and manager in managers:
            under.setdefault(manager, []).append(pk)
    return under


def _team(top: int, under: dict[int, list[int]]) -> int:
    """How many work for ``top``, directly or not; each once."""
    seen, waiting = {top}, list(under.get(top, []))
    while waiting:
        pk = waiting.pop()
        if pk not in seen:
            seen.add(pk)
            waiting += under.get(pk, [])
    return len(seen) - 1


def _above(pk: int, managers: dict[int, int | None]) -> list[int]:
    """From the top down to the manager of ``pk``."""
    chain: list[int] = []
    above = managers.get(pk)
    while above is not None and above in managers and above not in chain and above != pk:
        chain.append(above)
        above = managers[above]
    return chain[::-1]


def _by_manager(vacancies: Iterable[Vacancy], managers: Iterable[int]) -> dict[int | None, list[Vacancy]]:
    found: dict[int | None, list[Vacancy]] = {}
    wanted = set(managers)
    for vacancy in vacancies:
        if vacancy.manager_id is None or vacancy.manager_id in wanted:
            found.setdefault(vacancy.manager_id, []).append(vacancy)
    return found


def _by_name(people: Iterable[User]) -> list[User]:
    return sorted(people, key=lambda person: fold(person.name))
