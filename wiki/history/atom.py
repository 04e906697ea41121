"""What changed lately in public pages, for readers of feeds (Atom, RFC 4287): the same for everybody, so nobody’s
session is looked at."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intranet.core.feed import PlainAtom, speakable
from intranet.core.models import SiteSettings

from .reading import names_of
from .recent import Changed, recent_changes
from .summary import words_of


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    # A new guest each time: what one holds is remembered with the viewer.
    found = [change for day in recent_changes(AnonymousUser()).days for change in day.changes]
    marks = [
        (change.page.pk, change.page.title, change.newer, change.last_at, names_of(change.authors)) for change in found
    ]
    etag = quote_etag(hashlib.sha256(repr((SiteSettings.current().name, marks)).encode()).hexdigest()[:32])
    kept = get_conditional_response(request, etag=etag)
    response = kept if kept is not None else _feed(request, found)
    response["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _feed(request: HttpRequest, found: list[Changed]) -> HttpResponse:
    address = settings.SITE_URL + request.path
    with translation.override(settings.LANGUAGE_CODE):
        feed = PlainAtom(
            title=speakable(f"{_('Recent changes')} · {SiteSettings.current().name}"),
            link=settings.SITE_URL + reverse("wiki:changes"),
            description=None,
            language=settings.LANGUAGE_CODE,
            feed_url=address,
            feed_guid=address,
        )
        for change in found:
            page = settings.SITE_URL + change.page.get_absolute_url()
            is_compared = bool(change.older)
            numbers = [change.page.pk, change.older, change.newer]
            feed.add_item(
                title=speakable(change.page.title),
                link=settings.SITE_URL + reverse("wiki:compare", args=numbers) if is_compared else page,
                description=words_of(change.added, change.removed) if is_compared else _("A new page"),
                unique_id=f"{settings.SITE_URL}{change.page.address}#{change.newer}",
                author_name=speakable(names_of(change.authors)),
                pubdate=change.last_at,
                updateddate=change.last_at,
            )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
