"""The rules that are in force, remembered for a moment: everything that anybody writes asks for them."""

from __future__ import annotations

import time

from intranet.moderation.models import Rule

from .sorts import SORTS

_REMEMBERED_SECONDS = 5.0
_remembered: tuple[float, tuple[Rule, ...]] | None = None


def rules_in_force() -> tuple[Rule, ...]:
    """Those that are on, in the order of their age. A change is known everywhere within five seconds."""
    return tuple(rule for rule in _every() if rule.is_on)


def name_of(key: str) -> str:
    """How the rule is called that a case or a verdict names; what names none stays as it is."""
    found = next((rule for rule in _every() if rule.key == key), None)
    if found is not None:
        return str(found)
    return str(SORTS[key].label) if key in SORTS else key


def _every() -> tuple[Rule, ...]:
    global _remembered  # noqa: PLW0603
    if _remembered is None or time.monotonic() >= _remembered[0]:
        _remembered = (time.monotonic() + _REMEMBERED_SECONDS, tuple(Rule.objects.all()))
    return _remembered[1]


def rule_in_force(sort: str) -> Rule | None:
    """The one rule of that sort, where it is on."""
    return next((rule for rule in rules_in_force() if rule.sort == sort), None)


def forget() -> None:
    global _remembered  # noqa: PLW0603
    _remembered = None
