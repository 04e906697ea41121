"""What is public, for readers of feeds (Atom, RFC 4287): the same for everybody, so nobody's session is looked at.

What is in a feed is what ``visible_to`` gives a guest; where that is nothing that may be known of, there is no feed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from intranet.accounts.models import User
from intranet.content.models import Entry, Reference, Tag
from intranet.content.pointing import cards_for, words_of
from intranet.content.references import fill_in_all
from intranet.core.feed import speakable
from intranet.core.http import get_visible
from intranet.core.models import SiteSettings
from intranet.core.text import excerpt, tag_slug
from intranet.spaces.models import Space

MOST = 50
# The attributes of our own rendered and cleaned HTML that lead somewhere in the house.
_WITHIN = re.compile(r'\b(href|src)="/(?!/)')


class Feed(Atom1Feed):
    """Atom with the whole text as content, and each entry under the name of whoever wrote it."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


def public_entries() -> QuerySet[Entry]:
    """What stands in feeds and is for everybody."""
    # A new guest each time: what one holds is remembered with the viewer.
    return Entry.objects.visible_to(AnonymousUser()).published().in_feed()


@require_safe
def of_the_house(request: HttpRequest) -> HttpResponse:
    return _answer(request, public_entries(), title="", page=reverse("feeds:home"))


@require_safe
def of_a_space(request: HttpRequest, slug: str) -> HttpResponse:
    """A community's. Of other spaces nothing is said, not even that they are there."""
    space = get_visible(Space, AnonymousUser(), slug=slug)
    if not space.is_community:
        raise Http404
    return _answer(request, public_entries().filter(space=space), title=space.name, page=space.get_absolute_url())


@require_safe
def of_a_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """A tag that stands on nothing public is no tag."""
    tag = Tag.objects.filter(slug=tag_slug(slug)).first()
    if tag is None:
        raise Http404
    found = public_entries().filter(tags=tag)
    page = reverse("content:tag", args=[tag.slug])
    return _answer(request, found, title=f"#{tag.name}", page=page, may_be_empty=False)


@require_safe
def of_an_author(request: HttpRequest, handle: str) -> HttpResponse:
    """What somebody of the house has said in public. Whoever has said nothing there is nobody, and so are customers:
    what they ask in communities is not collected by person."""
    person = User.objects.active().staff().filter(handle=handle).first()
    if person is None:
        raise Http404
    page = reverse("feeds:home")
    return _answer(request, public_entries().filter(author=person), title=person.name, page=page, may_be_empty=False)


def _answer(
    request: HttpRequest, entries: QuerySet[Entry], *, title: str, page: str, may_be_empty: bool = True
) -> HttpResponse:
    """The feed, or 304 when the reader has it already. Asking costs two queries, and two more where something is
    pointed at."""
    marks = list(entries.values_list("pk", "published_at", "edited_at", "revisions_count", "author__name")[:MOST])
    if not marks and not may_be_empty:
        raise Http404
    site = SiteSettings.current()
    etag = quote_etag(
        hashlib.sha256(repr((site.name, site.theme_version, title, marks, _pointed_at(marks))).encode()).hexdigest()[
            :32
        ]
    )
    moments = [moment for _pk, published, edited, *_rest in marks for moment in (published, edited) if moment]
    changed = max(moments, default=None)
    # Only the ETag decides: what was taken away leaves an older date behind.
    kept = get_conditional_response(request, etag=etag)
    response = kept if kept is not None else _feed(request, entries, title=title, page=page, changed=changed)
    response["ETag"] = etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _pointed_at(marks: Sequence[tuple[Any, ...]]) -> list[tuple[int, str]]:
    """What the entries point at is called by its present title in them."""
    numbers = Reference.objects.filter(source__in=[mark[0] for mark in marks]).exclude(target=None)
    with translation.override(settings.LANGUAGE_CODE):
        cards = cards_for(AnonymousUser(), numbers.values_list("target", flat=True).distinct())
        return sorted((number, words_of(card)) for number, card in cards.items())


def _feed(
    request: HttpRequest, entries: QuerySet[Entry], *, title: str, page: str, changed: datetime | None
) -> HttpResponse:
    site = SiteSettings.current()
    with translation.override(settings.LANGUAGE_CODE):
        feed = Feed(
            title=speakable(f"{title} · {site.name}" if title else site.name),
            link=settings.SITE_URL + page,
            description=None,
            language=settings.LANGUAGE_CODE,
            feed_url=settings.SITE_URL + request.path,
            feed_guid=settings.SITE_URL + request.path,
        )
        whole = list(_whole(entries))
        # Whoever asks reads what a guest may know of what is pointed at.
        words = fill_in_all([str(entry.body_html) for entry in whole], AnonymousUser(), leaves=True)
        for entry, html in zip(whole, words, strict=True):
            _add(feed, entry, html)
    feed.latest_post_date = lambda: changed or datetime.fromtimestamp(0).astimezone()  # type: ignore[method-assign]
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _whole(entries: QuerySet[Entry]) -> Iterable[Entry]:
    found = entries.select_related("author", "space").prefetch_related("tags")  # type: ignore[misc]
    return found[:MOST]


def _add(feed: Feed, entry: Entry, html: str) -> None:
    address = settings.SITE_URL + entry.address
    feed.add_item(
        title=speakable(entry.title or excerpt(entry.body_text, 80) or _("Post")),
        link=settings.SITE_URL + entry.get_absolute_url(),
        description=None,  # type: ignore[arg-type]
        # The permalink by number: it stays when an entry is moved.
        unique_id=address,
        author_name=speakable(entry.author.name),
        pubdate=entry.published_at,
        updateddate=entry.edited_at or entry.published_at,
        categories=[speakable(tag.name) for tag in entry.tags.all()],
        content=speakable(_WITHIN.sub(rf'\1="{settings.SITE_URL}/', str(html))),
    )
