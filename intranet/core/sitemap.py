"""The addresses that robots are told of: what the parts name as readable by everybody, and meant to be found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import chain, islice
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from .models import SiteSettings
from .navigation import is_shut

# More than that no robot reads from one file.
MOST = 50_000
_NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"',
    'xmlns:xhtml="http://www.w3.org/1999/xhtml"',
)


class Address(NamedTuple):
    """One page: its path, when its words last changed, and the same in other languages (code, path), itself among
    them."""

    path: str
    changed: datetime | None = None
    languages: tuple[tuple[str, str], ...] = ()


Source = Callable[[], Iterable[Address]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let an app name its public pages, the newest first. It is asked anew for each robot."""
    _sources[name] = source


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<urlset {' '.join(_NAMESPACES)}>"]
    if SiteSettings.current().robots_may_index:
        lines += map(_element, islice(_open_addresses(), MOST))
    response = HttpResponse("\n".join([*lines, "</urlset>", ""]), content_type="application/xml; charset=utf-8")
    # Short: a page that is public no longer goes from here, too.
    patch_cache_control(response, public=True, max_age=300)
    return response


def _open_addresses() -> Iterable[Address]:
    """All but what lies behind a door that is shut."""
    found = chain.from_iterable(source() for source in _sources.values())
    return (one for one in found if not is_shut(one.path)) if SiteSettings.current().shut_doors else found


def _element(address: Address) -> str:
    parts = [f"<loc>{escape(settings.SITE_URL + address.path)}</loc>"]
    if address.changed is not None:
        parts.append(f"<lastmod>{address.changed.date().isoformat()}</lastmod>")
    parts += [
        f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(settings.SITE_URL + path)}/>'
        for code, path in address.languages
    ]
    return f"<url>{''.join(parts)}</url>"
