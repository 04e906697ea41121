"""Where chat meets what tells, finds and names: notifications, the shell, search and the list under the caret."""

from __future__ import annotations

from . import mentioning, places, telling, waiting


def register() -> None:
    telling.register()
    waiting.register()
    places.register()
    mentioning.register()
