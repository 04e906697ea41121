"""What a customer has done, as levels count it. A part says what it knows of people::

    figures.register("answers", lambda people: {7: 12})

in ``ready()``; what several say under one name is added up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import now

from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.moderation.models import Conduct, Flag

from .levels import NEEDS, Needs

Counted = Callable[[Collection[int]], Mapping[int, int]]
LATELY = timedelta(days=90)
_sources: dict[str, list[Counted]] = {}


def register(name: str, counted: Counted) -> None:
    if name not in NEEDS:
        raise ValueError(f"No level asks for {name!r}.")
    known = _sources.setdefault(name, [])
    if counted not in known:
        known.append(counted)


def figures_of(people: Collection[int]) -> dict[int, Needs]:
    """The figures of some people, in a fixed number of queries."""
    found = {pk: dict.fromkeys(NEEDS, 0) for pk in people}
    for name, sources in [*_own.items(), *_sources.items()]:
        for counted in sources:
            for pk, count in counted(people).items():
                if pk in found:
                    found[pk][name] += count
    return {pk: Needs(**figures) for pk, figures in found.items()}


def _days(people: Collection[int]) -> Mapping[int, int]:
    return dict(Conduct.objects.filter(person__in=people).values_list("person_id", "days_visited"))


def _votes(people: Collection[int]) -> Mapping[int, int]:
    """Voices for what they wrote and what stands; one's own firm counts as anybody."""
    given = Vote.objects.filter(entry__author__in=people, entry__state=Entry.State.PUBLISHED)
    return dict(given.order_by().values_list("entry__author").annotate(Count("pk")))


def _upheld(people: Collection[int]) -> Mapping[int, int]:
    """What moderators have taken down lately after a report; one entry counts once."""
    taken_down = Flag.objects.filter(
        Q(entry__state=Entry.State.HIDDEN) | Q(entry__state=Entry.State.DELETED),
        entry__author__in=people,
        state=Flag.State.UPHELD,
        decided_at__gt=now() - LATELY,
    )
    return dict(taken_down.order_by().values_list("entry__author").annotate(Count("entry", distinct=True)))


_own: dict[str, list[Counted]] = {"days": [_days], "votes": [_votes], "upheld": [_upheld]}


def missing(figures: Needs, needs: Needs) -> dict[str, Any]:
    """What is still to do for a level: {"answers": 3}; ``upheld`` where there is too much of it."""
    told, wanted = asdict(figures), asdict(needs)
    left = {name: wanted[name] - told[name] for name in NEEDS if name != "upheld" and told[name] < wanted[name]}
    if told["upheld"] > wanted["upheld"]:
        left["upheld"] = told["upheld"] - wanted["upheld"]
    return left
