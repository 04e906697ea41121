"""From who helped whom to who stands where. Pure: no table is asked.

Bridges are found by betweenness: how many of the shortest ways between two others lead through a person. It is reckoned
as in Ulrik Brandes, "A faster algorithm for betweenness centrality", J. of Mathematical Sociology 25 (2001), on the
graph of who has answered whom, from ``MOST_PIVOTS`` people at most (Brandes and Pich, 2007). Only ways between people
of different teams count: a person in the middle of one team is no bridge.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .ties import ACCEPTED, ANSWERED, THANKED, Tie

# A group of fewer is not told apart, and nobody is a bridge to it.
FEWEST_PEOPLE = 5
MOST_PIVOTS = 300


class Member(NamedTuple):
    """``team`` is a key such as "department_3" or "company_2"; "" where a person has none."""

    team: str
    is_customer: bool = False


@dataclass
class Stood:
    """What one person has done for others."""

    answers: int = 0
    accepted: int = 0
    thanks: int = 0
    # Answers of a customer to other customers.
    to_peers: int = 0
    helped: set[int] = field(default_factory=set)
    # Other teams this person and people of theirs have answered each other.
    teams: set[str] = field(default_factory=set)
    across: int = 0
    between: float = 0.0

    @property
    def across_share(self) -> int:
        return round(100 * self.across / self.answers) if self.answers else 0


@dataclass
class Reckoned:
    people: dict[int, Stood]
    # (from, to): how often somebody of the first has answered somebody of the second, and how many people had a part.
    teams: dict[tuple[str, str], tuple[int, int]]


def reckon(ties: Mapping[str, Iterable[Tie]], members: Mapping[int, Member]) -> Reckoned:
    """Only of ``members``: who is left out, or gone, is in nothing of it, as giver or as taker."""
    told = told_teams(members)
    stood: dict[int, Stood] = defaultdict(Stood)
    edges: dict[int, set[int]] = defaultdict(set)
    between: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for sort, found in ties.items():
        for tie in found:
            if tie.giver == tie.taker or tie.giver not in members or tie.taker not in members:
                continue
            if sort == THANKED:
                stood[tie.giver].thanks += 1
            elif sort == ACCEPTED:
                stood[tie.giver].accepted += 1
            elif sort == ANSWERED:
                _answered(tie, members, told, stood, between)
                edges[tie.giver].add(tie.taker)
                edges[tie.taker].add(tie.giver)
    for pk, value in betweenness(edges, {pk: members[pk].team for pk in edges}).items():
        stood[pk].between = value
    pairs = {pair: (len(found), len({pk for tie in found for pk in tie})) for pair, found in between.items()}
    return Reckoned(dict(stood), {pair: told for pair, told in pairs.items() if told[1] >= FEWEST_PEOPLE})


def _answered(
    tie: Tie,
    members: Mapping[int, Member],
    told: frozenset[str],
    stood: dict[int, Stood],
    between: dict[tuple[str, str], list[Tie]],
) -> None:
    giver, taker = members[tie.giver], members[tie.taker]
    mine = stood[tie.giver]
    mine.answers += 1
    mine.helped.add(tie.taker)
    mine.to_peers += giver.is_customer and taker.is_customer
    if giver.team == taker.team or not (giver.team in told and taker.team in told):
        return
    mine.across += 1
    mine.teams.add(taker.team)
    stood[tie.taker].teams.add(giver.team)
    between[giver.team, taker.team].append(tie)


def told_teams(members: Mapping[int, Member]) -> frozenset[str]:
    sizes = Counter(member.team for member in members.values() if member.team)
    return frozenset(team for team, size in sizes.items() if size >= FEWEST_PEOPLE)


def betweenness(edges: Mapping[int, set[int]], teams: Mapping[int, str]) -> dict[int, float]:
    """From 0 to 1: the share of the shortest ways between people of different teams that lead through each."""
    everyone = sorted(edges)
    step = max(1, -(-len(everyone) // MOST_PIVOTS))
    pivots = everyone[::step]
    through = dict.fromkeys(everyone, 0.0)
    ways = 0
    for source in pivots:
        ways += _ways_from(source, edges, teams, through)
    return {pk: value / ways for pk, value in through.items() if value} if ways else {}


def _ways_from(source: int, edges: Mapping[int, set[int]], teams: Mapping[int, str], through: dict[int, float]) -> int:
    """Add what lies on the shortest ways from this person; returns how many people of other teams they lead to."""
    before: dict[int, list[int]] = {source: []}
    ways: dict[int, float] = {source: 1.0}
    distance = {source: 0}
    order: list[int] = []
    waiting = deque([source])
    while waiting:
        here = waiting.popleft()
        order.append(here)
        for there in sorted(edges[here]):
            if there not in distance:
                distance[there] = distance[here] + 1
                ways[there], before[there] = 0.0, []
                waiting.append(there)
            if distance[there] == distance[here] + 1:
                ways[there] += ways[here]
                before[there].append(here)
    found = 0
    credit = dict.fromkeys(order, 0.0)
    for here in reversed(order):
        is_end = here != source and teams[here] != teams[source]
        found += is_end
        for nearer in before[here]:
            credit[nearer] += ways[nearer] / ways[here] * (credit[here] + is_end)
        if here != source:
            through[here] += credit[here]
    return found
