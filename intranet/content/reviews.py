"""Who reads what is held or hidden: its moderators and its author hold ``review_<entry>``."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from intranet.accounts.models import User
from intranet.spaces.audiences import Viewer, audiences_of, spaces_moderated
from intranet.spaces.models import Membership, Space

from .models import Entry

IN_REVIEW = (Entry.State.HELD, Entry.State.HIDDEN)


def reviews_of(person: User) -> Iterable[str]:
    concerned = Q(author=person) | Q(withdrawn_by=person)
    if moderated := spaces_moderated(person):
        concerned |= Q(space__in=moderated)
    if person.is_moderator:
        concerned |= Q(space__isnull=True)
    held = Entry.objects.filter(concerned, state__in=IN_REVIEW).values_list("pk", flat=True)
    return [f"review_{pk}" for pk in held]


def reviews_something(viewer: Viewer) -> bool:
    """Whether this viewer may read anything held or hidden; no query once the audiences are known."""
    return any(name.startswith("review_") for name in audiences_of(viewer))


def holders_of(key: str) -> QuerySet[User]:
    people = User.objects.active()
    entry = Entry.objects.filter(pk=int(key), state__in=IN_REVIEW).select_related("space").first()
    if entry is None:
        return people.none()
    holders = Q(pk=entry.author_id) | Q(pk=entry.withdrawn_by_id)
    moderators = Q(role__in=(User.Role.MODERATOR, User.Role.ADMIN))
    if entry.space is None:
        holders |= moderators
    else:
        keepers = Membership.objects.filter(space=entry.space, role__in=("owner", "moderator"))
        holders |= Q(pk__in=keepers.values("person_id"))
        if entry.space.visibility == Space.Visibility.COMMUNITY:
            holders |= moderators
    return people.filter(holders)
