"""Where a person may post. The rule itself is content's; here it is asked for every place at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from intranet.content.policies import can_publish
from intranet.spaces.audiences import CUSTOMERS, ORG, PUBLIC, Viewer, label_for, spaces_joined
from intranet.spaces.models import Space


class Place(NamedTuple):
    """One choice of the composer: the audience it writes to, its name, its space, whether customers read it, and what
    to know of it where more people read it than one might think."""

    audience: str
    label: str
    space: Space | None
    street: bool
    warning: str = ""


def places_to_post(person: Viewer, *, only: Space | None = None, joined: Iterable[Space] | None = None) -> list[Place]:
    """Every place this person may post to: all staff first, then the spaces, and last, so that nobody takes them by
    mistake, those where customers read. One query, and none where the page has read the spaces ``joined`` already.
    ``only`` narrows it to one space."""
    if not person.is_authenticated:
        return []
    places = []
    if only is None and can_publish(person, space=None, audience=ORG):
        places.append(Place(ORG, label_for(ORG), None, False))
    if only is not None:
        joined = [only]
    spaces = Space.objects.current().filter(pk__in=spaces_joined(person)) if joined is None else joined
    for space in spaces:
        if "feeds" in space.parts and can_publish(person, space=space, audience=space.audience):
            label = _("%(space)s (public)") % {"space": space.name} if space.is_community else space.name
            places.append(Place(space.audience, label, space, space.is_community, _warning(space)))
    for audience, warning in _of_the_street() if only is None and person.is_staff_member else ():
        if can_publish(person, space=None, audience=audience):
            places.append(Place(audience, label_for(audience), None, True, warning))
    return places


def _of_the_street() -> list[tuple[str, str]]:
    return [
        (CUSTOMERS, _("Customers will read this: all of them, and all staff.")),
        (PUBLIC, _("Customers will read this, and everybody else: no account is needed.")),
    ]


def _warning(space: Space) -> str:
    if space.is_community:
        return _("Customers will read this, and everybody else: no account is needed.")
    if space.visibility == Space.Visibility.OPEN:
        return _("All staff can read this, not only the members of the space.")
    return ""
