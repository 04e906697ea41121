"""Who runs a campaign, who takes part, who judges."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ideas.models import Board, Campaign, Contribution, Idea, Juror, Seal
from ideas.policies import can_keep_board, can_suggest
from ideas.privacy.policies import is_private
from ideas.sealing import proof
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_start(person: Viewer, board: Board) -> Decision:
    if not (allowed := can_keep_board(person, board)):
        return allowed
    if board.is_archived or board.space.is_archived:
        return no(_("This board is archived: it can be read, not written."))
    return YES


def can_keep_campaign(person: Viewer, campaign: Campaign) -> Decision:
    """Those who keep its board."""
    return can_keep_board(person, campaign.board)


def can_change(person: Viewer, campaign: Campaign) -> Decision:
    if not (allowed := can_keep_campaign(person, campaign)):
        return allowed
    return no(_("It is over: what was counted stays.")) if campaign.is_over else YES


def can_enter(person: Viewer, campaign: Campaign) -> Decision:
    """Take part with an idea: whoever may suggest on the board, while it is open."""
    if campaign.is_coming:
        return no(_("This campaign has not begun."))
    if not campaign.is_open or not campaign.is_published:
        return no(_("This campaign is over."))
    return can_suggest(person, campaign.board)


def can_enter_with(person: Viewer, campaign: Campaign, idea: Idea) -> Decision:
    """Have an idea that stands on the board take part: its author, and those who keep the board."""
    if not (allowed := can_enter(person, campaign)):
        return allowed
    if idea.author_id != person.pk and not (allowed := can_keep_campaign(person, campaign)):
        return allowed
    if idea.board_id != campaign.board_id or not idea.is_published or idea.is_merged or is_private(idea):
        return no(_("Only what all who read this board read can take part."))
    return YES


def can_take_out(person: Viewer, contribution: Contribution) -> Decision:
    """Who runs it, and its author, until the deadline."""
    if not contribution.campaign.is_open:
        return no(_("This campaign is over."))
    if person.is_authenticated and contribution.idea.author_id == person.pk:
        return YES
    return can_keep_campaign(person, contribution.campaign)


def juror_of(person: Viewer, campaign: Campaign) -> Juror | None:
    if not person.is_authenticated or not person.is_active or not campaign.by_jury:
        return None
    return Juror.objects.filter(campaign=campaign, person=person.pk).first()


def can_judge(person: Viewer, campaign: Campaign) -> Decision:
    """Its jury, from when it opens until the deadline."""
    if juror_of(person, campaign) is None:
        return no(_("Only the jury scores these ideas."))
    if campaign.is_coming:
        return no(_("This campaign has not begun."))
    return YES if campaign.is_open else no(_("The deadline has passed: the scores are counted."))


def can_score(person: Viewer, contribution: Contribution) -> Decision:
    """Never what one wrote oneself, also where nobody else knows that."""
    if not (allowed := can_judge(person, contribution.campaign)):
        return allowed
    if is_own(person, contribution.idea):
        return no(_("This is yours: the others of the jury score it."))
    return YES


def is_own(person: Any, idea: Idea) -> bool:
    if idea.author_id == person.pk:
        return True
    seal = Seal.objects.filter(pk=idea.entry_id).first()
    return seal is not None and proof.is_by(person, seal)


def can_announce(person: Viewer, campaign: Campaign) -> Decision:
    if not (allowed := can_keep_campaign(person, campaign)):
        return allowed
    if campaign.closed_at is None:
        return no(_("It is still being counted."))
    return no(_("The result is out already.")) if campaign.is_announced else YES
