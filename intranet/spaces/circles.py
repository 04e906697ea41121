"""Circles made of spaces alone."""

from __future__ import annotations

from collections.abc import Iterable

from intranet.accounts.models import User

from .models import Circle, Space


def circle_of(spaces: Iterable[Space], *, made_by: User) -> Circle:
    """The circle of whoever reads one of these spaces; for the same spaces always the same one."""
    together = sorted(spaces, key=lambda space: space.pk)
    key = ",".join(str(space.pk) for space in together)
    circle, is_new = Circle.objects.get_or_create(of_spaces=key, defaults={"made_by": made_by})
    if is_new:
        circle.spaces.set(together)
    return circle
