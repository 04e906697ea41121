"""What the apps above do when somebody comes in, becomes another or is shut out. They register in their ``ready()``.

Hooks run inside the action's transaction, so what they do stands or falls with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Company, User

# (the person who came in, keys such as "space_3" that the invitation named, who invited)
Join = Callable[["User", Sequence[str], "User"], None]
# What an inviter may name: (key, label)
Offer = Callable[["User"], Iterable[tuple[str, str]]]
Deactivate = Callable[["User", "User"], None]
# (the person, who changed it)
Change = Callable[["User", "User"], None]
# (the person, the handle until now)
Rename = Callable[["User", str], None]

# (the person, an address that is proved to be theirs from now on)
Proven = Callable[["User", str], None]

# (the company that is no more, the one it is part of now, who merged them)
Merged = Callable[["Company", "Company", "User"], None]

_merged: list[Merged] = []
_join: list[Join] = []
_offers: list[Offer] = []
_deactivate: list[Deactivate] = []
_change: list[Change] = []
_rename: list[Rename] = []
_proven: list[Proven] = []


def on_join(hook: Join, *, offer: Offer | None = None) -> Join:
    """``hook(person, keys, inviter)`` runs when an invitation is accepted. ``offer(inviter)`` lists what an
    invitation may name; a key nobody offers is not accepted from a form."""
    if hook not in _join:
        _join.append(hook)
        if offer is not None:
            _offers.append(offer)
    return hook


def on_deactivate(hook: Deactivate) -> Deactivate:
    """``hook(person, by)`` takes away what the app above has given: feed keys, leases, what is scheduled. It must not
    mind being called twice."""
    if hook not in _deactivate:
        _deactivate.append(hook)
    return hook


def on_change(hook: Change) -> Change:
    """``hook(person, by)`` runs when what a person is in the house has changed: place, profile, answers, account
    opened. It must not mind being called for nothing, nor twice."""
    if hook not in _change:
        _change.append(hook)
    return hook


def on_rename(hook: Rename) -> Rename:
    """``hook(person, before)`` runs when a person has another handle: whoever keeps the one until now lets go of it."""
    if hook not in _rename:
        _rename.append(hook)
    return hook


def renamed(person: User, before: str) -> None:
    for hook in _rename:
        hook(person, before)


def on_proven(hook: Proven) -> Proven:
    """``hook(person, email)`` runs when a person has proved that an address is theirs. It must not mind being called
    twice."""
    if hook not in _proven:
        _proven.append(hook)
    return hook


def proven(person: User, email: str) -> None:
    for hook in _proven:
        hook(person, email)


def on_merge(hook: Merged) -> Merged:
    """``hook(gone, into, by)`` runs when one company has become part of another, after its people have moved. It must
    not mind being called twice."""
    if hook not in _merged:
        _merged.append(hook)
    return hook


def merged(gone: Company, into: Company, by: User) -> None:
    for hook in _merged:
        hook(gone, into, by)


def changed(person: User, by: User) -> None:
    for hook in _change:
        hook(person, by)


def joined(person: User, keys: Sequence[str], inviter: User) -> None:
    for hook in _join:
        hook(person, keys, inviter)


def deactivated(person: User, by: User) -> None:
    for hook in _deactivate:
        hook(person, by)


def joinable(inviter: User) -> list[tuple[str, str]]:
    return [choice for offer in _offers for choice in offer(inviter)]
