"""What the pages of the wiki show of languages: the others beside the text, and a word above it where one of them is
the reader's own or has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intranet.content.menu import MenuItem
from wiki import menu, panels, policies
from wiki.models import Page

from .groups import told_once


def register() -> None:
    menu.register(lines)
    panels.register("language", above, template="wiki/languages/_above.html", place="above", order=20)
    panels.register("languages", beside, template="wiki/languages/_beside.html", place="beside", order=60)


def lines(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    if policies.can_edit_page(request.user, page):
        yield MenuItem("languages", _("Languages"), "language", reverse("wiki:languages", args=[page.pk]), order=64)


def above(request: HttpRequest, page: Page) -> Mapping[str, Any] | None:
    told = told_once(request, page)
    here = next((one for one in told if one.here), None)
    if here is None:
        return None
    own = next((one for one in told if one.page.language == get_language() and not one.here), None)
    offered = own if own is not None and here.page.language != get_language() else None
    if offered is None and not here.outdated:
        return None
    original = next((one for one in told if one.is_original), None)
    may_edit = here.outdated and bool(policies.can_edit_page(request.user, page))
    return {"page": page, "offered": offered, "here": here, "original": original, "may_edit": may_edit}


def beside(request: HttpRequest, page: Page) -> Mapping[str, Any] | None:
    told = told_once(request, page)
    return {"languages": told} if told else None
