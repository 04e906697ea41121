"""The categories as the forum's front door shows them: what each is for, how much is in it and what came last.

The same for everybody who reads the same categories, and kept by the numbers of their audiences' streams, which each
new topic raises.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, OuterRef, Q, Subquery
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from forum.models import Category, Topic
from forum.reading.about import usually
from intranet.core.kept import Piece, Shelf
from intranet.realtime import ledger

_shelf = Shelf(most=100, seconds=300)


def overview(categories: Sequence[Category]) -> SafeString:
    heads = ledger.heads({category.audience for category in categories})
    said = tuple(
        (one.pk, one.name, one.slug, one.description, one.reply_hours, one.product_id, one.team_id, one.audience)
        for one in categories
    )
    key = (get_language(), get_current_timezone_name(), said, tuple(sorted(heads.items())))
    if (piece := _shelf.get(key)) is None:
        _complete(categories)
        piece = Piece(render_to_string("forum/_categories.html", {"categories": categories}))
        _shelf.put(key, piece)
    return piece.whole


def _complete(categories: Sequence[Category]) -> None:
    """How many topics stand in each, and the newest of them: two queries."""
    here = Topic.objects.listed().filter(category__in=categories)
    in_each = Q()
    for category in categories:
        in_each |= Q(category=category.pk, audience=category.audience)
    here = here.filter(in_each) if categories else here.none()
    counts = dict(here.order_by().values_list("category").annotate(Count("pk")))
    newest = here.filter(category=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    named = Category.objects.filter(pk__in=[one.pk for one in categories]).values_list("pk", Subquery(newest))
    topics = Topic.objects.defer("body", "body_html").in_bulk([pk for _category, pk in named if pk])
    latest = {category: topics.get(pk) for category, pk in named}
    for one in categories:
        one.topics_count = counts.get(one.pk, 0)  # type: ignore[attr-defined]
        one.newest = latest.get(one.pk)  # type: ignore[attr-defined]
        one.usually = usually(one)  # type: ignore[attr-defined]
