"""What can wait in the queue. A part registers its own sort in its ``apps.py``, and the queue knows no part::

    sorts.register(Sort("proposal", _("Proposal"), "edit", decisions=(Choice("approve", _("Accept"), "check", accept),),
                        template="wiki/proposals/_case.html", may_decide=can_review))

A decision's ``do(case, by=, words=)`` goes through the part's own action, asks its policy again and answers with the
outcome. It runs inside the queue's action, with the case locked: nobody else is deciding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from intranet.core.decisions import YES, Decision

if TYPE_CHECKING:
    from intranet.accounts.models import User

    from .models import Case, HouseRule


@dataclass(frozen=True)
class Words:
    """What a moderator says with a decision: why, by which rule, and, where the text itself was changed, the text."""

    reason: str = ""
    cited: HouseRule | None = None
    title: str | None = None
    body: str | None = None


def always(case: Case, person: User) -> bool:
    return True


@dataclass(frozen=True)
class Choice:
    """One button. ``letter`` is its key; ``wants`` says what it needs: "" nothing, "reason", or "text"."""

    key: str
    label: Any
    icon: str
    do: Callable[..., str]
    letter: str = ""
    wants: str = ""
    danger: bool = False
    in_bulk: bool = True
    offered: Callable[[Case, User], bool] = always


def _yes(person: User, case: Case) -> Decision:
    return YES


def _nothing(cases: list[Case], viewer: User) -> None:
    pass


def _nowhere(person: User) -> Q:
    return Q(pk__in=())


@dataclass(frozen=True)
class Sort:
    """``may_decide`` is asked besides the rule of the queue, which is: who keeps the case's space, and moderators of
    the site for what stands in none. ``everywhere``: they decide in closed spaces, too, seeing no more than what was
    raised. ``also_reaches`` says, as a condition on cases, whom it reaches besides. ``complete`` gives the cases of a
    page, with their entries, what the template shows."""

    key: str
    label: Any
    icon: str
    decisions: Sequence[Choice] = field(default_factory=tuple)
    template: str = "moderation/evidence/entry.html"
    may_decide: Callable[[User, Case], Decision] = _yes
    everywhere: bool = False
    also_reaches: Callable[[User], Q] = _nowhere
    complete: Callable[[list[Case], User], None] = _nothing

    def choice(self, key: str) -> Choice | None:
        return next((one for one in self.decisions if one.key == key), None)


_sorts: dict[str, Sort] = {}


def register(*found: Sort) -> None:
    for sort in found:
        _sorts[sort.key] = sort


def all_sorts() -> list[Sort]:
    return list(_sorts.values())


def find(key: str) -> Sort | None:
    """The sort, or None for a case of a part that is not installed."""
    return _sorts.get(key)


# --- A public text that becomes a private thread ---------------------------------------------------------------------


@dataclass(frozen=True)
class PrivateRoad:
    """How a part turns what stands in public into something between its author and the house."""

    may: Callable[[User, Any], Decision]
    take: Callable[..., Any]


_roads: dict[str, PrivateRoad] = {}


def register_private_road(kind: str, *, may: Callable[[User, Any], Decision], take: Callable[..., Any]) -> None:
    """``may(person, entry)`` and ``take(entry, by=, reason=)`` for entries of that kind, as their real selves."""
    _roads[kind] = PrivateRoad(may, take)


def private_road(kind: str) -> PrivateRoad | None:
    return _roads.get(kind)
