"""What notes bring to the house; their kind is in ``forum.kind``."""

from __future__ import annotations

from . import panel
from .streams import may_follow_notes


def register() -> None:
    panel.register()


__all__ = ["may_follow_notes", "register"]
