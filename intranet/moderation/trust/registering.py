"""Where levels of trust meet the rest of the house."""

from __future__ import annotations


def register() -> None:
    from . import verbs  # noqa: PLC0415 - called in ready()

    verbs.register()
