"""What was written in a space, for its closing report: how much, by how many, about what, how soon answered."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.utils.timezone import get_current_timezone

from intranet.spaces.figures import Said
from intranet.spaces.models import Space

from .models import Entry, TaggedEntry

# Of the posts of a space, so many are asked how soon they were answered.
MOST_ASKED = 5000


def tell(space: Space, since: datetime.date) -> Said:
    """Only what stands there for its members: drafts, what is hidden and what was deleted are not counted."""
    began = datetime.datetime.combine(since, datetime.time.min, tzinfo=get_current_timezone())
    entries = Entry.objects.published().filter(space=space, audience=space.audience, published_at__gte=began)
    posts, comments = entries.filter(root=None, in_feed=True), entries.exclude(root=None)
    ends = entries.aggregate(first=Min("published_at"), last=Max("published_at"))
    used = (
        TaggedEntry.objects.filter(content_object__in=entries.order_by().values("pk"))
        .values("tag__name")
        .annotate(uses=Count("pk"), people=Count("content_object__author", distinct=True))
        .order_by("-uses", "tag__name")
    )
    return Said(
        counts={"posts": posts.count(), "comments": comments.count()},
        people=set(entries.order_by().values_list("author_id", flat=True).distinct()),
        first=ends["first"],
        last=ends["last"],
        tags=[(row["tag__name"], row["uses"], row["people"]) for row in used[:50]],
        answered_after=_hours_to_an_answer(posts, comments),
    )


def _hours_to_an_answer(posts: QuerySet[Any], comments: QuerySet[Any]) -> list[float]:
    """From a post to the first comment by somebody else."""
    latest = posts.order_by("-published_at").values_list("pk", "author_id", "published_at")[:MOST_ASKED]
    written = {pk: (author, at) for pk, author, at in latest}
    found: dict[int, float] = {}
    for root, author, at in comments.order_by("published_at").values_list("root_id", "author_id", "published_at"):
        if root in written and root not in found and author != written[root][0]:
            found[root] = max((at - written[root][1]).total_seconds(), 0) / 3600
    return list(found.values())
