"""What the apps above do when who reads a space changes. They register in their ``ready()`` and run in its action."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intranet.accounts.models import User

    from .models import Space

# (the space as it is now, who changed it)
Changed = Callable[["Space", "User"], None]
_visibility: list[Changed] = []


def on_visibility(hook: Changed) -> Changed:
    """``hook(space, by)`` runs when a space has become more or less visible."""
    if hook not in _visibility:
        _visibility.append(hook)
    return hook


def visibility_changed(space: Space, by: User) -> None:
    for hook in _visibility:
        hook(space, by)
