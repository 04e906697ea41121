"""Circles made of spaces alone, and what they ask of profiles."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.core.text import fold
from intranet.realtime.units import step

from .models import Circle, CircleTrait, Space

# What a database reads as "anything" in a comparison.
_WILD = frozenset("%_\\")


def circle_of(spaces: Iterable[Space], *, made_by: User) -> Circle:
    """The circle of whoever reads one of these spaces; for the same spaces always the same one."""
    together = sorted(spaces, key=lambda space: space.pk)
    key = ",".join(str(space.pk) for space in together)
    circle, is_new = Circle.objects.get_or_create(of_spaces=key, defaults={"made_by": made_by})
    if is_new:
        circle.spaces.set(together)
    return circle


@step
def ask_of_profiles(circle: Circle, *, places: Iterable[str] = (), roles: Iterable[str] = ()) -> None:
    """Take in the colleagues who work in these places, or whose role says one of these words."""
    wanted = [(CircleTrait.Key.PLACE, place) for place in places] + [(CircleTrait.Key.ROLE, role) for role in roles]
    traits = []
    for key, value in wanted:
        words = " ".join(value.split())
        if not fold(words).strip() or len(words) > 80 or _WILD & set(words):
            raise ValidationError(_("“%(words)s” is no place and no role.") % {"words": value})
        traits.append(CircleTrait(circle=circle, key=key, value=words, folded=fold(words)[:100]))
    CircleTrait.objects.bulk_create(traits, ignore_conflicts=True)
