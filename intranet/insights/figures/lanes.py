"""What control costs: how long words wait in a lane, and how many are changed there."""

from __future__ import annotations

from collections import defaultdict

from intranet.core.medians import median
from intranet.core.small_groups import Withheld
from intranet.moderation.models import Case, Passing

from .scopes import Scope
from .series import Point, Series
from .spans import Span

OUT = (Case.Outcome.LET_OUT, Case.Outcome.EDITED)
# As few say nothing about how a lane does.
FEWEST_WORDS = 5


def latency(scope: Scope, span: Span) -> Series:
    by_lane, every = _waits(scope, span)
    _lanes, earlier = _waits(scope, span.before)
    points = [Point(name, _middle([hours for hours, _is_changed in waits])) for name, waits in sorted(by_lane.items())]
    return Series(
        points=tuple(points),
        total=_middle([hours for hours, _is_changed in every]),
        previous=_middle([hours for hours, _is_changed in earlier]),
        withheld=Withheld.FEW if 0 < len(every) < FEWEST_WORDS else None,
    )


def changed(scope: Scope, span: Span) -> Series:
    by_lane, every = _waits(scope, span)
    _lanes, earlier = _waits(scope, span.before)
    points = [Point(name, _number_changed(waits)) for name, waits in sorted(by_lane.items())]
    return Series(
        points=tuple(points),
        total=_share(every),
        previous=_share(earlier),
        withheld=Withheld.FEW if 0 < len(every) < FEWEST_WORDS else None,
    )


Waits = list[tuple[float, bool]]


def _waits(scope: Scope, span: Span) -> tuple[dict[str, Waits], Waits]:
    """Hours from opening to decision, and whether the words were changed: by whom it reaches (a secret space is not
    named by a figure), and all together."""
    passings = Passing.objects.filter(
        waits=True,
        case__outcome__in=OUT,
        case__decided_at__gte=span.begins_at,
        case__decided_at__lt=span.ends_at,
    ).select_related("case", "lane")
    if scope.space_id is not None:
        passings = passings.filter(lane__space=scope.space_id)
    by_lane: defaultdict[str, Waits] = defaultdict(list)
    every: Waits = []
    for passing in passings.order_by("pk"):
        assert passing.case.decided_at is not None
        wait = ((passing.case.decided_at - passing.case.opened_at).total_seconds() / 3600, bool(passing.is_changed))
        by_lane[passing.lane.get_reach_display()].append(wait)
        every.append(wait)
    return dict(by_lane), every


def _middle(hours: list[float]) -> float | None:
    middle = median(hours)
    return round(middle, 1) if middle is not None and len(hours) >= FEWEST_WORDS else None


def _number_changed(waits: Waits) -> float | None:
    return sum(is_changed for _hours, is_changed in waits) if len(waits) >= FEWEST_WORDS else None


def _share(waits: Waits) -> float | None:
    return round(100 * sum(is_changed for _hours, is_changed in waits) / len(waits)) if waits else None
