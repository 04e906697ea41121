"""What was asked last, for readers of feeds: what a guest reads, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.addresses import address_of
from forum.models import Category, Topic
from intranet.content.models import Tag
from intranet.content.references import told_in
from intranet.core.feed import Item, atom
from intranet.core.http import get_visible
from intranet.core.street_head import LONGEST_DESCRIPTION, absolute
from intranet.core.text import excerpt, tag_slug

MOST = 30


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    return _feed(request, lambda: _("New in the community"), reverse("forum:home"), _public())


@require_safe
def of_category(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_visible(Category, AnonymousUser(), slug=slug)
    path = reverse("forum:category", args=[found.slug])
    return _feed(request, lambda: found.name, path, _public().filter(category=found))


@require_safe
def of_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """A tag under which a guest finds nothing is no tag."""
    found = Tag.objects.filter(slug=tag_slug(slug)).first()
    topics = _public().filter(tags=found) if found is not None else Topic.objects.none()
    if found is None or not topics.exists():
        raise Http404
    return _feed(request, lambda: f"#{found.name}", reverse("forum:tag", args=[found.slug]), topics)


def _public() -> Any:
    return Topic.objects.visible_to(AnonymousUser()).listed().select_related("author")


def _feed(request: HttpRequest, title: Callable[[], str], path: str, topics: Any) -> HttpResponse:
    found = list(topics.order_by("-published_at", "-pk")[:MOST])
    words = told_in([topic.body_text for topic in found], AnonymousUser())
    items = [
        Item(
            title=topic.title,
            path=address_of(topic),
            key=absolute(topic.address),
            words=excerpt(said, LONGEST_DESCRIPTION * 2),
            at=topic.edited_at or topic.published_at,
            author=topic.author.name,
        )
        for topic, said in zip(found, words, strict=True)
    ]
    return atom(request, title, path, items)
