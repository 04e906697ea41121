"""The statuses of the house, and the one an idea begins with."""

from __future__ import annotations

from .models import Meaning, Status


def ensure_statuses() -> None:
    """One status of each meaning, where the house has none yet."""
    if Status.objects.exists():
        return
    for position, meaning in enumerate(Meaning.values):
        Status.objects.get_or_create(slug=meaning, defaults={"meaning": meaning, "position": position})


def first_status(meaning: str = Meaning.OPEN) -> Status:
    """The first in use that means this. Made where there is none: an idea always stands somewhere."""
    found = Status.objects.filter(meaning=meaning, is_archived=False).first()
    return found or Status.objects.get_or_create(slug=meaning, defaults={"meaning": meaning})[0]
