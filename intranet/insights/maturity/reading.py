"""Where the house stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import now

from intranet.insights.models import Threshold

from .measures import known
from .stages import Reached, defaults, reached, stands_at


@dataclass
class Standing:
    stages: list[Reached]
    # 0: not even the first.
    number: int

    @property
    def here(self) -> Reached | None:
        return self.stages[self.number - 1] if self.number else None

    @property
    def next(self) -> Reached | None:
        return self.stages[self.number] if self.number < len(self.stages) else None


def values(at: datetime) -> dict[str, float | None]:
    return {key: measure.of(at) for key in defaults() if (measure := known(key)) is not None}


def changed() -> dict[str, int]:
    """What admins ask for instead of what the house begins with."""
    return dict(Threshold.objects.values_list("measure", "least"))


def maturity(at: datetime | None = None) -> Standing:
    """One question or two for each measure, and one for the thresholds."""
    stages = reached(values(at or now()), changed())
    return Standing(stages, stands_at(stages))
