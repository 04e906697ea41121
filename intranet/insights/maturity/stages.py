"""The six stages and what each asks for. Pure: given the values, where does a house stand?

After Charlene Li and Brian Solis, "The Evolution of Social Business: Six Stages of Social Business Transformation"
(Altimeter Group, 2013). The measures and the numbers are ours, and admins change the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .measures import Measure, known


@dataclass(frozen=True)
class Criterion:
    measure: str
    least: int


@dataclass(frozen=True)
class Stage:
    number: int
    key: str
    name: Any
    about: Any
    criteria: tuple[Criterion, ...]


STAGES = (
    Stage(
        1,
        "planning",
        _("Planning"),
        _("It is known who takes part, and what each place is for."),
        (Criterion("people", 5), Criterion("spaces_with_purpose", 2)),
    ),
    Stage(
        2,
        "presence",
        _("Presence"),
        _("The house can be seen and heard, inside and from the street."),
        (Criterion("staff_active", 20), Criterion("out_in_public", 5)),
    ),
    Stage(
        3,
        "engagement",
        _("Engagement"),
        _("Whoever asks is answered, and customers take part."),
        (Criterion("answered_in_time", 70), Criterion("companies_writing", 2)),
    ),
    Stage(
        4,
        "formalised",
        _("Formalised"),
        _("It does not hang on single people: places are kept by several, pages have somebody who answers for them."),
        (Criterion("spaces_well_kept", 50), Criterion("pages_looked_after", 60)),
    ),
    Stage(
        5,
        "strategic",
        _("Strategic"),
        _("All departments take part, what people suggest is decided, and what has to be known is acknowledged."),
        (Criterion("departments_active", 80), Criterion("ideas_decided", 60), Criterion("broadcasts_acknowledged", 70)),
    ),
    Stage(
        6,
        "converged",
        _("Converged"),
        _("Staff and customers work on one thing: what customers say stands in what everybody reads."),
        (Criterion("docs_with_customers", 30), Criterion("companies_active", 50)),
    ),
)


@dataclass(frozen=True)
class Met:
    """One criterion as it stands. ``value`` is None while there is too little to say."""

    measure: Measure
    least: int
    value: float | None

    @property
    def is_met(self) -> bool:
        return self.value is not None and self.value >= self.least


@dataclass(frozen=True)
class Reached:
    stage: Stage
    criteria: list[Met]
    # Whether all of it is met, and all before it.
    is_reached: bool

    @property
    def missing(self) -> list[Met]:
        return [one for one in self.criteria if not one.is_met]


def reached(values: Mapping[str, float | None], least: Mapping[str, int]) -> list[Reached]:
    """Each stage, in order. ``least`` holds what admins have changed. What nobody can measure is not asked for; a stage
    of which nothing can be measured is not reached."""
    found: list[Reached] = []
    so_far = True
    for stage in STAGES:
        criteria = [
            Met(measure, least.get(one.measure, one.least), values.get(one.measure))
            for one in stage.criteria
            if (measure := known(one.measure)) is not None
        ]
        so_far = so_far and bool(criteria) and all(one.is_met for one in criteria)
        found.append(Reached(stage, criteria, so_far))
    return found


def stands_at(stages: list[Reached]) -> int:
    """The number of the last stage that is reached; 0 before the first."""
    return sum(one.is_reached for one in stages)


def defaults() -> dict[str, int]:
    return {one.measure: one.least for stage in STAGES for one in stage.criteria}
