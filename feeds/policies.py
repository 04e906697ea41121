"""Where a person may post. The rule itself is content's; here it is asked for every place at once."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from intranet.content.policies import can_publish
from intranet.spaces.audiences import ORG, Viewer, label_for, spaces_joined
from intranet.spaces.models import Space


class Place(NamedTuple):
    """One choice of the composer: the audience it writes to, its name, its space, and whether customers read it."""

    audience: str
    label: str
    space: Space | None
    street: bool


def places_to_post(person: Viewer, *, only: Space | None = None) -> list[Place]:
    """Every place this person may post to, the widest first; one query. ``only`` narrows it to one space."""
    if not person.is_authenticated:
        return []
    places = []
    if only is None and can_publish(person, space=None, audience=ORG):
        places.append(Place(ORG, label_for(ORG), None, False))
    spaces = [only] if only is not None else Space.objects.current().filter(pk__in=spaces_joined(person))
    for space in spaces:
        if "feeds" in space.parts and can_publish(person, space=space, audience=space.audience):
            label = _("%(space)s (public)") % {"space": space.name} if space.is_community else space.name
            places.append(Place(space.audience, label, space, space.is_community))
    return places
