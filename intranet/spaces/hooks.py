"""What the apps above do when who reads a space changes. They register in their ``ready()`` and run in its action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intranet.accounts.models import User

    from .models import Space

# (the space as it is now, who changed it)
Changed = Callable[["Space", "User"], None]
# (the space, the ids of who came, the ids of who went)
Belonging = Callable[["Space", Sequence[int], Sequence[int]], None]
# (the space, the ids of those whose requests have been made or answered, who did it)
Asking = Callable[["Space", Sequence[int], "User"], None]
_asking: list[Asking] = []
_visibility: list[Changed] = []
_settings: list[Changed] = []
_belonging: list[Belonging] = []


def on_visibility(hook: Changed) -> Changed:
    """``hook(space, by)`` runs when a space has become more or less visible."""
    if hook not in _visibility:
        _visibility.append(hook)
    return hook


def visibility_changed(space: Space, by: User) -> None:
    for hook in _visibility:
        hook(space, by)


def on_settings(hook: Changed) -> Changed:
    """``hook(space, by)`` runs when a space has been made, or its settings or its parts have changed."""
    if hook not in _settings:
        _settings.append(hook)
    return hook


def settings_changed(space: Space, by: User) -> None:
    for hook in _settings:
        hook(space, by)


def on_belonging(hook: Belonging) -> Belonging:
    """``hook(space, entered, left)`` runs when people have become members, or are members no longer."""
    if hook not in _belonging:
        _belonging.append(hook)
    return hook


def belonging_changed(space: Space, *, entered: Sequence[int] = (), left: Sequence[int] = ()) -> None:
    if entered or left:
        for hook in _belonging:
            hook(space, entered, left)


def on_asking(hook: Asking) -> Asking:
    """``hook(space, people, by)`` runs when these people's requests to join have been made, withdrawn or answered."""
    if hook not in _asking:
        _asking.append(hook)
    return hook


def asking_changed(space: Space, people: Sequence[int], by: User) -> None:
    if people:
        for hook in _asking:
            hook(space, people, by)
