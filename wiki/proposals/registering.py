"""What proposals and comments about passages bring to the wiki: their kind, and the ways to them from a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.content import kinds
from intranet.content.menu import MenuItem
from wiki import menu, panels, tabs
from wiki.crediting import panel as crediting
from wiki.models import Page
from wiki.remarks.panel import panel_of

from . import (
    evidence,
    jobs,  # noqa: F401
    queue,
    verbs,
)
from .kind import PROPOSAL
from .policies import can_make_proposal
from .reading import open_count


def _propose(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    if can_make_proposal(request.user, page):
        url = reverse("wiki:propose", args=[page.pk])
        yield MenuItem("propose", _("Suggest a change"), "edit", url, order=12)
    if request.user.is_authenticated:
        yield MenuItem("remarks", _("Comments in the text"), "chat", reverse("wiki:remarks", args=[page.pk]), order=34)


def register() -> None:
    verbs.register()
    evidence.register()
    kinds.register(PROPOSAL)
    panels.register("remarks", panel_of, template="wiki/remarks/_panel.html", order=30)
    tabs.register(
        tabs.PageTab(
            "proposals",
            _("Proposals"),
            "wiki:proposals",
            order=40,
            may=lambda viewer, page: viewer.is_authenticated,
            count=open_count,
        )
    )
    menu.register(_propose)
    crediting.register()
    queue.register()
