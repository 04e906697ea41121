"""Who keeps something between themselves and the keepers of a board, and who opens it to the others."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ideas.models import Idea, Opening
from ideas.policies import can_keep_board, takes_part
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def is_private(idea: Idea) -> bool:
    return idea.wanted_audience.startswith("corner_")


def can_ask_to_open(person: Viewer, idea: Idea) -> Decision:
    if not is_private(idea) or not idea.is_published:
        return no(_("All who read the board read this already."))
    return can_keep_board(person, idea.board)


def can_open(person: Viewer, idea: Idea) -> Decision:
    """Its author: when a keeper asks, or unasked."""
    if not person.is_authenticated or idea.author_id != person.pk:
        return no(_("Only its author opens this to others."))
    if not is_private(idea) or not idea.is_published:
        return no(_("All who read the board read this already."))
    return takes_part(person, idea.board)


def can_decline(person: Viewer, opening: Opening) -> Decision:
    if not person.is_authenticated or opening.idea.author_id != person.pk:
        return no(_("Only its author opens this to others."))
    return YES
