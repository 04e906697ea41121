"""What only one person holds, and who has it next. Each app registers what it knows of in ``ready()``::

    handover.register(Holding("spaces", _("Is the only owner of"), finds=sole_spaces, hand=hand_space, order=10))

``finds(person)`` gives what the person holds now. ``hand(thing, person, to, by)`` gives one of them to ``to``, or,
where ``to`` is None, does what happens without a successor; it raises ``ValidationError`` with a sentence where ``to``
cannot have it. Closing an account hands over everything in the same transaction (``actions.standing.deactivate``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import User


@dataclass(frozen=True)
class Held:
    """One thing. ``needs_successor``: the account cannot be closed before somebody is named for it. ``automatic``: it
    goes where ``note`` says, and nobody is asked."""

    key: str
    label: str
    note: str = ""
    url: str = ""
    needs_successor: bool = False
    automatic: bool = False


@dataclass(frozen=True)
class Holding:
    """One sort of thing that people hold."""

    name: str
    label: Any
    finds: Callable[[User], Iterable[Held]]
    hand: Callable[[Held, User, User | None, User], None]
    order: int = 50
    # Who has it next unless somebody else is named.
    suggests: Callable[[User], User | None] = lambda person: None


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> Holding:
    _holdings[holding.name] = holding
    return holding


def holdings_of(person: User) -> list[tuple[Holding, list[Held]]]:
    """All that this person holds, sort by sort; sorts of which there is nothing are left out."""
    found = [(holding, list(holding.finds(person))) for holding in _sorted()]
    return [(holding, held) for holding, held in found if held]


def hand_over(person: User, successors: Mapping[str, User], *, by: User) -> dict[str, int | None]:
    """Give everything away, for use inside actions: ``successors`` by the key of the thing, "" for all that is not
    named. Returns who got what. ``ValidationError``, and nothing is given, where something has to have somebody."""
    given: dict[str, int | None] = {}
    orphans = []
    for holding, things in holdings_of(person):
        for held in things:
            to = None if held.automatic else successors.get(held.key, successors.get(""))
            if to is not None and to.pk == person.pk:
                raise ValidationError({held.key: _("%(name)s is the one who leaves.") % {"name": person}})
            if to is None and held.needs_successor:
                orphans.append(held.label)
                continue
            try:
                holding.hand(held, person, to, by)
            except ValidationError as error:
                raise ValidationError({held.key: error.messages}) from error
            given[held.key] = to.pk if to else None
    if orphans:
        raise ValidationError(_("Name who takes over: %(things)s.") % {"things": ", ".join(orphans)}, code="orphans")
    return given


def _sorted() -> list[Holding]:
    return sorted(_holdings.values(), key=lambda holding: (holding.order, holding.name))
