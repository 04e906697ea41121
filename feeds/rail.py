"""The reader's spaces in the rail, with how much is unread in each."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import HttpRequest

from intranet.content.models import Entry
from intranet.spaces.models import Membership


def spaces(request: HttpRequest) -> list[dict[str, Any]]:
    """One query: the spaces joined and current, by name. ``street`` says that customers read there."""
    viewer = request.user
    if not viewer.is_authenticated:
        return []
    joined = _memberships().filter(person=viewer)
    return [
        {
            "name": membership.space.name,
            "url": membership.space.get_absolute_url(),
            "tint": membership.space.tint,
            "letter": membership.space.letter,
            "unread": membership.unread,
            "street": membership.space.is_community,
        }
        for membership in joined
    ]


@cache
def _memberships() -> QuerySet[Any]:
    """Everybody's memberships with what is unread; each page asks for one person's. Every page has the rail, and
    putting this question together costs more than its answer."""
    newer = Entry.objects.filter(
        audience=Concat(Value("space_"), Cast(OuterRef("space_id"), CharField())),
        in_feed=True,
        published_at__gt=Coalesce(OuterRef("seen_until"), OuterRef("joined_at")),
    ).exclude(author=OuterRef("person"))
    unread = newer.order_by().values("in_feed").annotate(n=Count("pk")).values("n")
    return (
        Membership.objects.filter(space__archived_at__isnull=True)
        .select_related("space")
        .annotate(unread=Coalesce(Subquery(unread), 0))
        .order_by("space__name")
    )
