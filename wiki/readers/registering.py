"""What the pages of the wiki show of rights: lines of the menu, and notices above the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.collab import documents
from intranet.content.menu import MenuItem
from intranet.core import sitemap
from intranet.moderation.holding import LANE
from intranet.moderation.models import Case
from intranet.moderation.reach import cases_for
from wiki import menu, panels, policies, rights
from wiki.models import ComingOut, Page, Version
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
    if not viewer.is_authenticated or page.is_deleted or page.is_hidden:
        return None
    if not policies.can_publish_page(viewer, page):
        return None
    if (asked := ComingOut.objects.select_related("by").filter(page=page).first()) is not None:
        return _handed_in(viewer, page, asked)
    if page.publishes_itself:
        return None
    versions = page.version_number - page.published_number
    if not versions and documents.read_text(page.document) == page.body:
        return None
    return {"page": page, "changes": max(versions, 1)}


def _handed_in(viewer: User, page: Page, asked: ComingOut) -> Mapping[str, Any]:
    """That a text waits to be approved: whoever approves it is led there, whoever handed it in may take it back."""
    case = cases_for(viewer).filter(sort=LANE, subject=page.key, state=Case.State.OPEN).first()
    further = page.version_number > asked.number or documents.read_text(page.document) != _text_of(page, asked)
    may_take_back = bool(policies.can_take_back_text(viewer, page, asked))
    return {"page": page, "asked": asked, "case": case, "further": further, "may_take_back": may_take_back}


def _text_of(page: Page, asked: ComingOut) -> str:
    return Version.objects.get(page=page, number=asked.number).text


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
