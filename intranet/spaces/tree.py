"""Spaces in spaces. The tree is told to each reader as far as they may know of the spaces in it: below one that they
do not see, everything stands by itself, so that a name is never given away by its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from intranet.accounts.models import User

from .audiences import Viewer
from .models import LEVELS, Space
from .models.spaces import SpaceQuerySet


@dataclass
class Branch:
    """A space and what stands in it, as one reader sees it."""

    space: Space
    branches: list[Branch] = field(default_factory=list)


def parents_of(space: Space, viewer: Viewer) -> list[Space]:
    """The spaces in which this one stands, outermost first, up to the first that this reader may not know of."""
    if space.parent_id is None:
        return []
    known = Space.objects.visible_to(viewer).filter(Q(pk=space.parent_id) | Q(children=space.parent_id))
    by_pk = {one.pk: one for one in known.distinct()}
    found: list[Space] = []
    above = by_pk.get(space.parent_id)
    while above is not None and len(found) < LEVELS:
        found.insert(0, above)
        above = by_pk.get(above.parent_id) if above.parent_id else None
    return found


def children_of(space: Space, viewer: Viewer) -> QuerySet[Space]:
    """What stands directly in a space and this reader may know of."""
    return Space.objects.visible_to(viewer).current().filter(parent=space).order_by("name")


def roots_in(listing: QuerySet[Space], viewer: Viewer) -> QuerySet[Space]:
    """The spaces of a listing with nothing of the listing above them."""
    above = Space.objects.visible_to(viewer).current().filter(pk__in=listing.order_by().values("pk"))
    return listing.filter(Q(parent=None) | ~Q(parent__in=above.values("pk")))


def branches_of(roots: Iterable[Space], viewer: Viewer, *, deep: bool = True) -> list[Branch]:
    """The roots of one page with all that stands in them: one question, however many there are. Not ``deep``: the
    spaces alone, for a plain list."""
    found = [Branch(space) for space in roots]
    if not deep:
        return found
    ids = [branch.space.pk for branch in found]
    below = Space.objects.visible_to(viewer).current().filter(Q(parent__in=ids) | Q(parent__parent__in=ids))
    inside: dict[int | None, list[Space]] = defaultdict(list)
    for space in below.select_related("pilot").order_by("name"):
        inside[space.parent_id].append(space)
    for branch in found:
        _grow(branch, inside, LEVELS - 1)
    return found


def with_parents(spaces: list[Space], viewer: Viewer) -> list[Space]:
    """The same spaces, each with ``parent_shown``: the id of the one it stands in where this reader may know of it."""
    above = {space.parent_id for space in spaces if space.parent_id}
    known = set(Space.objects.visible_to(viewer).filter(pk__in=above).values_list("pk", flat=True)) if above else set()
    for space in spaces:
        space.__dict__["parent_shown"] = space.parent_id if space.parent_id in known else None
    return spaces


def descendants_of(space: Space) -> SpaceQuerySet:
    """All that stands in a space, at any depth, whoever asks: for actions, never for a page."""
    return Space.objects.filter(Q(parent=space) | Q(parent__parent=space))


def depth_of(space: Space) -> int:
    """How many spaces this one stands in."""
    depth, above, seen = 0, space.parent_id, {space.pk}
    while above is not None and above not in seen:
        seen.add(above)
        depth += 1
        above = Space.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    return depth


def height_of(space: Space) -> int:
    """How many levels stand in this one."""
    if Space.objects.filter(parent__parent=space).exists():
        return 2
    return 1 if Space.objects.filter(parent=space).exists() else 0


def places_for(person: User, space: Space | None = None) -> QuerySet[Space]:
    """The spaces into which this person may put one: those they keep, as far as there is room below them."""
    kept = Space.objects.visible_to(person).current()
    if not person.is_admin:
        kept = kept.filter(memberships__person=person, memberships__role="owner")
    # The deepest that still has a level free below it.
    kept = kept.filter(parent__parent=None)
    if space is not None:
        kept = kept.exclude(pk__in=[space.pk, *descendants_of(space).values_list("pk", flat=True)])
        room = LEVELS - 1 - height_of(space)
        if room < 2:
            kept = kept.filter(parent=None) if room == 1 else kept.none()
    return kept.order_by("name")


def _grow(branch: Branch, inside: dict[int | None, list[Space]], levels: int) -> None:
    if levels:
        branch.branches = [Branch(space) for space in inside[branch.space.pk]]
        for inner in branch.branches:
            _grow(inner, inside, levels - 1)
