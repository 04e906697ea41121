"""The reader's spaces in the rail, with how much is unread in each."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Now
from django.http import HttpRequest

from intranet.content.models import Entry, Stance
from intranet.content.stances import stances_of
from intranet.core.prepared import prepared
from intranet.spaces.models import Circle, Membership, Space
from intranet.spaces.policies import membership_of

from .models import Seen


def spaces(request: HttpRequest) -> list[dict[str, Any]]:
    """One query: the spaces joined and current, by name. ``street`` says that customers read there."""
    viewer = request.user
    if not viewer.is_authenticated:
        return []
    muted = stances_of(viewer).spaces_muted
    return [
        {
            "id": membership.space_id,
            "name": membership.space.name,
            "url": membership.space.get_absolute_url(),
            "tint": membership.space.tint,
            "letter": membership.space.letter,
            "unread": 0 if membership.space_id in muted else membership.unread,
            "muted": membership.space_id in muted,
            "street": membership.space.is_community,
        }
        for membership in memberships(request)
    ]


def memberships(request: HttpRequest) -> list[Any]:
    """Those of the reader in current spaces, with the space and ``unread``; read once for a page."""
    if (known := request.__dict__.get("_rail_memberships")) is None:
        stances = stances_of(request.user)
        picky = bool(stances.unheard or stances.entries_muted)
        known = request.__dict__["_rail_memberships"] = _memberships(person=request.user.pk, picky=picky)
    return known


def membership_in(request: HttpRequest, space: Space) -> Membership | None:
    """The reader's own in this space: what the rail has read already, if the rail shows the space."""
    if not request.user.is_authenticated:
        return None
    if space.is_archived:
        return membership_of(request.user, space)
    return next((mine for mine in memberships(request) if mine.space_id == space.pk), None)


def unread(request: HttpRequest) -> dict[int, int]:
    """The same by space, for the list of spaces: what the rail says there and here is one answer."""
    return {row["id"]: row["unread"] for row in spaces(request)}


@prepared(person=int)
def _memberships(*, person: int, picky: bool) -> QuerySet[Any]:
    """The memberships of one person with what is unread. Every page has the rail, and putting this question together
    costs more than its answer. ``picky`` counts nothing of whom and what the person has muted or blocked: only who has
    done so pays for it."""
    # What stands in several spaces is new in each of them: its audience is their circle.
    circles: Any = Circle.spaces.through.objects.filter(circle__of_spaces__isnull=False)
    circles = circles.filter(space=OuterRef(OuterRef("space_id")))
    keys = circles.annotate(key=Concat(Value("circle_"), Cast("circle_id", CharField()))).values("key")
    newer = Entry.objects.filter(
        in_feed=True,
        published_at__gt=Coalesce(OuterRef("seen_until"), OuterRef("joined_at")),
    ).exclude(author=OuterRef("person"))
    newer = newer.exclude(Exists(Seen.objects.filter(person=OuterRef(OuterRef("person")), entry=OuterRef("pk"))))
    if picky:
        held = Stance.objects.filter(holder=OuterRef(OuterRef("person"))).exclude(way=Stance.Way.FOLLOW)
        held = held.filter(Q(until__isnull=True) | Q(until__gt=Now()))
        newer = newer.exclude(Exists(held.filter(Q(person=OuterRef("author")) | Q(entry=OuterRef("pk")))))
    # Two counts and no OR: each is found by the index on audience and date.
    own, shared = (
        Coalesce(Subquery(part.order_by().values("in_feed").annotate(n=Count("pk")).values("n")), 0)
        for part in (
            newer.filter(audience=Concat(Value("space_"), Cast(OuterRef("space_id"), CharField()))),
            newer.filter(audience__in=keys),
        )
    )
    return (
        Membership.objects.filter(person=person, space__archived_at__isnull=True)
        .select_related("space")
        .annotate(unread=own + shared)
        .order_by("space__name")
    )
