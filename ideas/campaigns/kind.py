"""The manifest of campaigns."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideas.models import Campaign
from intranet.content.kinds import Kind
from intranet.content.models import Entry
from intranet.core.decisions import Decision

from . import policies


def address_of(entry: Any) -> str:
    """With its question where that is at hand; without, the address leads on to it."""
    if isinstance(entry, Campaign):
        return reverse("ideas:campaign", args=[entry.entry_id, entry.slug])
    return reverse("ideas:campaign-by-number", args=[entry.entry_id])


def _kept_by(person: Any, entry: Entry) -> Decision:
    campaign = (
        entry if isinstance(entry, Campaign) else Campaign.objects.select_related("board__space").get(pk=entry.pk)
    )
    return policies.can_keep_campaign(person, campaign)


def _bring_boards(campaigns: list[Any], viewer: Any) -> None:
    prefetch_related_objects(campaigns, "board__space")


CAMPAIGN = Kind(
    model="ideas.campaign",
    label=_("Campaign"),
    plural=_("Campaigns"),
    icon="flag",
    url=address_of,
    card="ideas/cards/campaign.html",
    door="ideas-street",
    in_feed=True,
    takes_comments=False,
    edit_url=lambda entry: reverse("ideas:campaign-edit", args=[entry.entry_id]),
    published_sentence=_("{actor} asks “{title}”"),
    shared=True,
    may_edit=_kept_by,
    may_delete=_kept_by,
    hydrators=(_bring_boards,),
    stays=True,
)
