"""The lines of a page's menu that come from reading it and from the tree."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.content import menu as entry_menu
from intranet.content.menu import MenuItem
from wiki import policies, tabs
from wiki.models import Page

# What a page does in its own way, or has a button for.
_OTHERWISE = {"edit", "delete", "history"}
_ICONS = {"history": "history", "statistics": "chart", "proposals": "flag"}


def of_every_entry(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    """What every entry has: the link, saving it, following it, reporting it."""
    return (item for item in entry_menu.items_for(page, request.user) if item.name not in _OTHERWISE)


def of_the_tree(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    viewer = request.user
    if not viewer.is_authenticated or page.space is None:
        return
    if policies.can_rename_page(viewer, page):
        yield MenuItem("rename", _("Rename…"), "edit", reverse("wiki:rename", args=[page.pk]), order=41)
    if policies.can_edit_page(viewer, page):
        yield MenuItem("move", _("Move…"), "move", reverse("wiki:move", args=[page.pk]), order=42)
        under = f"{reverse('wiki:new', args=[page.space.slug])}?under={page.pk}"
        yield MenuItem("under", _("New page under this one"), "plus", under, order=43)
    if policies.can_create_in(viewer, page.space):
        copy = reverse("wiki:copy", args=[page.pk])
        yield MenuItem("copy-page", _("Make a copy"), "copy", copy, how="send", order=44)
    if policies.can_manage_page(viewer, page):
        template = reverse("wiki:template", args=[page.pk])
        label, to = (_("No longer a template"), "") if page.is_template else (_("Use as a template"), "1")
        yield MenuItem("template", label, "doc", template, how="send", order=45, values={"template": to})
    if policies.can_set_start(viewer, page.space) and page.audience == page.space.audience:
        start = reverse("wiki:start", args=[page.space.slug])
        tree = getattr(page.space, "tree", None)
        is_start = tree is not None and tree.start_id == page.pk
        label = _("No longer the first page") if is_start else _("Open the wiki with this page")
        to = "" if is_start else str(page.pk)
        yield MenuItem("start", label, "home", start, how="send", order=46, values={"page": to})
    if policies.can_trash_page(viewer, page):
        trash = reverse("wiki:trash-page", args=[page.pk])
        yield MenuItem("trash", _("Put into the trash"), "trash", trash, how="send", order=95, danger=True)


def of_the_tabs(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    """The other pages about a page. Where something waits there is a button beside the title as well."""
    for place, tab in enumerate(tabs.tabs_for(request.user, page)):
        yield MenuItem(f"tab-{tab.key}", tab.label, _ICONS.get(tab.key, "doc"), tab.url, order=22 + min(place, 15))


def on_paper(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    yield MenuItem("print", _("Print"), "doc", f"{page.get_absolute_url()}?print=1", order=17)
