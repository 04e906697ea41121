"""The manifest of ideas: what the rest of the house needs to know of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.kinds import Kind, Standing
from intranet.content.models import Entry

from . import policies, tallies
from .addresses import address_of
from .cooling.actions import moved
from .heat import keep_heat
from .models import Idea
from .verbs import who_keeps_the_board


def _who_hears(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """Who keeps the board hears of each idea."""
    return who_keeps_the_board(activity) if activity.verb.endswith(".published") else ()


def _bring_places(ideas: list[Any], viewer: Any) -> None:
    """Board and status of a page of ideas: two queries."""
    prefetch_related_objects(ideas, "board", "status")


IDEA = Kind(
    model="ideas.idea",
    label=_("Idea"),
    plural=_("Ideas"),
    icon="idea",
    url=address_of,
    card="ideas/cards/idea.html",
    door="ideas-street",
    in_feed=True,
    edit_url=lambda entry: reverse("ideas:edit", args=[entry.entry_id]),
    published_sentence=_("{actor} suggested “{title}”"),
    concerned=_who_hears,
    own_tags=lambda idea: idea.chosen_tags,
    answered=lambda idea: not idea.status.is_live,
    search_text=lambda idea: idea.answer,
    may_vote=policies.may_vote,
    may_release=policies.may_release,
    may_react=policies.may_write_under,
    may_comment=policies.may_write_under,
    votes_with=tallies.joined,
    votes_told=tallies.told,
    voted=moved,
    counted=keep_heat,
    unsearched=lambda idea: idea.is_merged,
    state_of=lambda idea: Standing(idea.status.label),
    state_with=("status",),
    state_verbs=frozenset({"ideas.idea.status_set", "ideas.idea.merged", "ideas.idea.parted"}),
    head_of=lambda idea: idea.head_id,
    joined_into=lambda idea: Idea.objects.filter(head=idea.entry_id).values_list("pk", flat=True),
    hydrators=(_bring_places,),
    stays=True,
)
