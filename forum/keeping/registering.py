"""What keeping order over topics brings to the house."""

from __future__ import annotations

from intranet.content import menu

from . import panels, verbs
from .menu import of_topics


def register() -> None:
    verbs.register()
    panels.register()
    menu.register(of_topics)
