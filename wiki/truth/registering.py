"""What says whether pages are still true takes hold of the house here."""

from __future__ import annotations


def register() -> None:
    from . import calendar, holdings, panels, verbs  # noqa: PLC0415 - called in ready()

    verbs.register()
    panels.register()
    holdings.register_holdings()
    calendar.register_dates()
