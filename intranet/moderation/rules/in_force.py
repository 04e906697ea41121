"""The rules that are in force, remembered for a moment: everything that anybody writes asks for them."""

from __future__ import annotations

import time

from intranet.moderation.models import Rule

_REMEMBERED_SECONDS = 5.0
_remembered: tuple[float, tuple[Rule, ...]] | None = None


def rules_in_force() -> tuple[Rule, ...]:
    """Those that are on, in the order of their age. A change is known everywhere within five seconds."""
    global _remembered  # noqa: PLW0603
    if _remembered is None or time.monotonic() >= _remembered[0]:
        _remembered = (time.monotonic() + _REMEMBERED_SECONDS, tuple(Rule.objects.filter(is_on=True)))
    return _remembered[1]


def rule_in_force(sort: str) -> Rule | None:
    """The one rule of that sort, where it is on."""
    return next((rule for rule in rules_in_force() if rule.sort == sort), None)


def forget() -> None:
    global _remembered  # noqa: PLW0603
    _remembered = None
