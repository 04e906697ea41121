"""What the pages of the wiki show of rights: lines of the menu, and notices above the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.collab import documents
from intranet.content.menu import MenuItem
from intranet.core import sitemap
from wiki import menu, panels, policies, rights
from wiki.models import Page
from wiki.outside import is_further, reach

from . import robots


def register() -> None:
    menu.register(lines)
    sitemap.register("wiki", robots.addresses)
    panels.register("locked", locked, template="wiki/rights/_locked.html", place="above", order=10)
    panels.register("unpublished", unpublished, template="wiki/rights/_unpublished.html", place="above", order=12)
    panels.register("waiting", waiting, template="wiki/rights/_waiting.html", place="above", order=14)


def lines(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    viewer = request.user
    if not viewer.is_authenticated or not viewer.is_staff_member:
        return
    yield MenuItem("rights", _("Rights: who reads it, who writes"), "key", _at("rights", page), order=61)
    if policies.can_edit_page(viewer, page):
        label = _("View as a visitor")
        yield MenuItem("as-guest", label, "eye", reverse("wiki:seen-as", args=[page.pk, "guest"]), order=62)
        if page.is_outside:
            label = _("View as a customer")
            yield MenuItem("as-customer", label, "eye", reverse("wiki:seen-as", args=[page.pk, "customer"]), order=63)


def _at(name: str, page: Page) -> str:
    return reverse(f"wiki:{name}", args=[page.pk])


def locked(request: HttpRequest, page: Page) -> Mapping[str, Any] | None:
    """For those who would write in it."""
    viewer = request.user
    if not page.is_locked or not viewer.is_authenticated or viewer.is_customer:
        return None
    return {"page": page}


def unpublished(request: HttpRequest, page: Page) -> Mapping[str, Any] | None:
    """What was written and is not out, for those who could bring it out; only where that is done by hand."""
    viewer = request.user
    if not viewer.is_authenticated or not page.is_published or not page.is_outside:
        return None
    if not policies.can_publish_page(viewer, page):
        return None
    versions = page.version_number - page.published_number
    if not versions and documents.read_text(page.document) == page.body:
        return None
    return {"page": page, "changes": max(versions, 1)}


def waiting(request: HttpRequest, page: Page) -> Mapping[str, Any] | None:
    """That it stands under a page that is read outside, and is not itself."""
    viewer = request.user
    if page.reads != Page.Reads.SPACE or page.parent_id is None or page.space is None or not page.is_published:
        return None
    if not policies.can_open_to_outside(viewer, page):
        return None
    parent = Page.objects.select_related("space").get(pk=page.parent_id)
    above = reach(rights.audience_under(page.space, parent))
    if not is_further(page.reach, above):
        return None
    return {"page": page, "reach": above}
