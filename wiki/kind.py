"""The manifest of pages: what the rest of the house needs to know of them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.content.coming import Coming
from intranet.content.kinds import Kind, Standing

from . import policies
from .actions import bring_out_approved, restore_page, trash_page, turn_down_text
from .actions.coming_out import wanted_of
from .addresses import address_of
from .history.texts import text_at
from .models import Page
from .proposals.audience import follow_pages

# What the renderer takes, which is more than a post may have.
LONGEST = 200_000


def _come_to(page: Page) -> Standing | None:
    """What its readers in the house are told as well: whether somebody has looked lately if it is still true."""
    if page.is_template:
        return Standing(_("Template"))
    if page.is_outside:
        return None
    if page.is_stale:
        return Standing(_("May be out of date"))
    return Standing(_("Verified")) if page.verified_at is not None else None


PAGE = Kind(
    model="wiki.page",
    label=_("Page"),
    plural=_("Pages"),
    icon="wiki",
    url=address_of,
    card="wiki/cards/page.html",
    door="docs",
    edit_url=lambda entry: reverse("wiki:edit", args=[entry.entry_id]),
    published_sentence=_("{actor} began the page “{title}”"),
    history_url=lambda entry: reverse("wiki:history", args=[entry.entry_id]),
    shared=True,
    coming=Coming(wanted_of, bring_out_approved, turn_down_text),
    anchors=True,
    text_at=text_at,
    longest=LONGEST,
    # Inside, a template is looked for to be filled in; to the public it is no documentation.
    unsearched=lambda page: page.is_template and page.is_outside,
    stays=True,
    taken_away=trash_page,
    brought_back=restore_page,
    taken_along=lambda entry: follow_pages([entry.entry_id]),
    may_edit=policies.may_edit,
    may_delete=policies.may_delete,
    may_moderate=policies.may_moderate,
    state_of=_come_to,
    state_with=("space",),
    state_verbs=frozenset({"wiki.page.verified"}),
)
