"""A list of what is new, as Atom (RFC 4287): the same for everybody, so nobody’s session is looked at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.utils.xmlutils import SimplerXMLGenerator

from .models import SiteSettings

# What XML 1.0 cannot say at all, and the halves of what no text has.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Item(NamedTuple):
    """One entry. ``key`` stays what it is as long as a reader of feeds should take it for the same."""

    title: str
    path: str
    key: str
    words: str
    at: datetime
    author: str = ""


class PlainAtom(Atom1Feed):
    """Atom whose summaries are plain words. Django calls each of them HTML, and a reader of feeds would take a tag that
    somebody wrote about for one that is meant."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})


def atom(request: HttpRequest, title: Callable[[], str], path: str, items: Sequence[Item]) -> HttpResponse:
    """The feed of what stands at ``path``, in the language of the house; not sent again to who has it."""
    name = SiteSettings.current().name
    marks = [(item.key, item.title, item.words, item.at) for item in items]
    etag = quote_etag(hashlib.sha256(repr((name, marks)).encode()).hexdigest()[:32])
    kept = get_conditional_response(request, etag=etag)
    response = kept if kept is not None else _written(request, name, title, path, items)
    response["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _written(
    request: HttpRequest, name: str, title: Callable[[], str], path: str, items: Sequence[Item]
) -> HttpResponse:
    language = SiteSettings.current().default_language
    address = settings.SITE_URL + request.path
    with translation.override(language):
        feed = PlainAtom(
            title=speakable(f"{title()} · {name}"),
            link=settings.SITE_URL + path,
            description=None,
            language=language,
            feed_url=address,
            feed_guid=address,
        )
        for item in items:
            feed.add_item(
                title=speakable(item.title),
                link=settings.SITE_URL + item.path,
                description=speakable(item.words),
                unique_id=item.key,
                author_name=speakable(item.author) or None,
                pubdate=item.at,
                updateddate=item.at,
            )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def speakable(text: str) -> str:
    return _UNSPEAKABLE.sub("", text)
