"""Whose presence a reader may learn: of the people one may see, those who let it be seen."""

from __future__ import annotations

from intranet.realtime import presence

from .models import User


def may_see(viewer: User, ids: set[int]) -> set[int]:
    shown = User.objects.visible_to(viewer).active().filter(show_presence=True, pk__in=ids)
    return set(shown.values_list("pk", flat=True))


def here_among(viewer: User, people: list[User]) -> set[int]:
    """Which of these people, already found visible to the viewer, are here now and say so. No query."""
    return presence.who_is_here(person.pk for person in people if person.is_active and person.show_presence)


def register() -> None:
    presence.decide_by(may_see)
