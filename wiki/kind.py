"""The manifest of pages: what the rest of the house needs to know of them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.content.kinds import Kind

from . import policies
from .actions import restore_page, trash_page
from .addresses import address_of
from .proposals.audience import follow_pages

# What the renderer takes, which is more than a post may have.
LONGEST = 200_000

PAGE = Kind(
    model="wiki.page",
    label=_("Page"),
    plural=_("Pages"),
    icon="wiki",
    url=address_of,
    card="wiki/cards/page.html",
    edit_url=lambda entry: reverse("wiki:edit", args=[entry.entry_id]),
    published_sentence=_("{actor} began the page “{title}”"),
    history_url=lambda entry: reverse("wiki:history", args=[entry.entry_id]),
    shared=True,
    anchors=True,
    longest=LONGEST,
    stays=True,
    taken_away=trash_page,
    brought_back=restore_page,
    taken_along=lambda entry: follow_pages([entry.entry_id]),
    may_edit=policies.may_edit,
    may_delete=policies.may_delete,
    may_moderate=policies.may_moderate,
)
