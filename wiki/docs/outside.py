"""Which pages the documentation has for a reader, and where they stand in it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString

from intranet.content.models import Entry
from intranet.core.known_addresses import path_to
from intranet.core.templatetags.markup import stored_html
from intranet.spaces.audiences import Viewer, audiences_of
from wiki.models import Page
from wiki.outside import reach_of

# A page where its text points at it; what is done with a page, and the wiki of a space, stands elsewhere.
_POINTING = re.compile(r'href="/wiki/(?=\d+(?:-[\w-]+)?/(?:["#?]))')


def audiences_outside(viewer: Viewer) -> frozenset[str]:
    """Of the audiences this reader holds, those that reach beyond the house; remembered like those themselves."""
    if (found := viewer.__dict__.get("_audiences_outside")) is None:
        mine = audiences_of(viewer)
        # All that a guest holds does.
        found = mine if not viewer.is_authenticated else frozenset(reach_of(mine))
        viewer.__dict__["_audiences_outside"] = found
    return found


def pages_for(viewer: Viewer) -> Any:
    """What is published, for this reader among others outside. Texts to begin with are none of it."""
    seen = Page.objects.visible_to(viewer).published()
    return seen.filter(audience__in=audiences_outside(viewer), is_template=False)


def is_read_here(viewer: Viewer, page: Page) -> bool:
    return page.is_published and not page.is_template and page.audience in audiences_outside(viewer)


def goes_outside(viewer: Viewer, page: Page) -> bool:
    """Whether this reader finds the page in the documentation and not in the wiki: guests and customers do."""
    return (not viewer.is_authenticated or viewer.is_customer) and is_read_here(viewer, page)


def address_outside(entry: Entry) -> str:
    """With its title where that is at hand; without, the address leads on to it."""
    if isinstance(entry, Page):
        return path_to("wiki:docs-page", entry.entry_id, entry.slug)
    return path_to("wiki:docs-by-number", entry.entry_id)


def point_outside(html: SafeString) -> SafeString:
    """Stored text whose links to other pages stay in the documentation. What is not read there leads back."""
    return stored_html(_POINTING.sub('href="/docs/', html))


def guest() -> AnonymousUser:
    """Anew each time: what one holds is remembered with the viewer."""
    return AnonymousUser()
