"""Who may do what with ideas. Each answer is a Decision; what may be read is ``visible_to``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from intranet.accounts.models import Company
from intranet.accounts.policies import can_speak
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.core.decisions import YES, Decision, no
from intranet.spaces import policies as space_policies
from intranet.spaces.audiences import Viewer, audiences_of, is_apart, spaces_held, spaces_joined, spaces_moderated
from intranet.spaces.models import Membership, Space

from .budget import has_one_for
from .campaigns.freezing import not_frozen
from .models import Board, Idea


def can_suggest(person: Viewer, board: Board) -> Decision:
    """Whoever reads a board and has an account, unless it is for staff; of a closed space that is its people. Nobody
    has to join first."""
    if not person.is_authenticated:
        return no(_("Sign in to suggest something."))
    if not (allowed := takes_part(person, board)):
        return allowed
    if board.writers == Board.Writers.STAFF and not person.is_staff_member:
        return no(_("Staff suggest here. You can vote and comment."))
    return YES


def may_release(person: Viewer, entry: Entry) -> Decision:
    """What waits for its time comes out if its author may suggest it then; of a sealed idea, that nobody speaks for,
    the board is asked alone."""
    idea = real(entry)
    if person.is_authenticated and person.is_system:
        closed = idea.board.is_archived or idea.board.space.is_archived
        return no(_("This board is archived: it can be read, not written.")) if closed else YES
    return can_suggest(person, idea.board)


def takes_from_guests(board: Board) -> bool:
    """Whether a guest may begin an idea here, to be sent when there is an account."""
    return board.writers == Board.Writers.EVERYONE and not board.is_archived and not board.space.is_archived


def takes_part(person: Any, board: Board) -> Decision:
    """Whether this person may write or vote on a board at all."""
    if not (allowed := can_speak(person)):
        return allowed
    if person.is_agency and board.space_id not in spaces_joined(person):
        return no(_("Agency guests write in the spaces they were invited to."))
    if board.audience not in audiences_of(person):
        return no(_("You cannot read this."))
    if board.is_archived:
        return no(_("This board is archived: it can be read, not written."))
    if board.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    return YES


def may_write_under(person: Any, entry: Entry) -> Decision:
    """Whether somebody who may read an idea may react to it or comment."""
    idea = real(entry)
    if idea.is_merged:
        return no(_("This was joined with another idea: go on there."))
    return takes_part(person, idea.board)


def takes_votes(person: Any, idea: Idea) -> Decision:
    if not (allowed := may_write_under(person, idea)):
        return allowed
    if not idea.status.is_live:
        return no(_("This is decided: votes are closed."))
    return YES


def votes_are_open(person: Any, idea: Idea) -> Decision:
    """Whether this person may vote for an idea as far as the idea goes, and not how many votes they have."""
    return takes_votes(person, idea) and not_frozen(idea)


def may_vote(person: Any, entry: Entry) -> Decision:
    idea = real(entry)
    return votes_are_open(person, idea) and has_one_for(person, idea)


def can_vote_for_a_company(person: Viewer, idea: Idea) -> Decision:
    """Whether this person may give such voices at all; for which is asked of each."""
    if not person.is_authenticated or not person.is_staff_member:
        return no(_("Only staff vote for a company."))
    return votes_are_open(person, idea)


def can_vote_for_company(person: Viewer, idea: Idea, company: Company, source: Entry | None = None) -> Decision:
    """Staff who face that company, or read what it said in private. Who could try any name would find out which
    companies speak here in private."""
    if not (allowed := can_vote_for_a_company(person, idea)):
        return allowed
    held = audiences_of(person)
    if company.audience in held or (source is not None and is_apart(source.audience) and source.audience in held):
        return YES
    return no(_("Only who faces this company votes for it."))


def can_take_back_for_company(person: Viewer, idea: Idea, vote: Vote) -> Decision:
    """Who gave it, who faces the company, and, of a voice that everybody may name, who keeps the board."""
    if not (allowed := can_vote_for_a_company(person, idea)):
        return allowed
    if vote.person_id == person.pk or f"company_{vote.on_behalf_of_id}" in audiences_of(person):
        return YES
    if not vote.is_private and can_keep_board(person, idea.board):
        return YES
    return no(_("Only who gave this voice, or faces the company, takes it back."))


def can_manage_boards(person: Viewer, space: Space) -> Decision:
    """Owners of the space, and of a community admins too."""
    allowed = space_policies.can_manage(person, space)
    if allowed and person.is_authenticated and person.is_admin and not space.is_community:
        held = space_policies.membership_of(person, space)
        if held is None or held.role != Membership.Role.OWNER:
            return no(_("Only the owners of this space can do that."))
    return allowed


def manages_boards(person: Viewer) -> bool:
    """Whether there is a space in which this person makes boards."""
    if not person.is_authenticated or not person.is_active:
        return False
    return person.is_admin or any(role == Membership.Role.OWNER for _pk, _sees, role in spaces_held(person))


def can_manage_statuses(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_admin:
        return YES
    return no(_("Only admins change the statuses of ideas."))


def can_keep_board(person: Viewer, board: Board) -> Decision:
    """Those who decide about the ideas of a board: owners and moderators of its space."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if board.space_id in spaces_moderated(person):
        return YES
    return no(_("Only the owners and moderators of this space can do that."))


def can_keep_idea(person: Viewer, idea: Idea) -> Decision:
    """Who keeps its board, and who owns the idea: to say what becomes of it."""
    if not idea.is_published:
        return no(_("This is not published."))
    return keeps_ideas(person, idea.board, owner=idea.owner_id)


def keeps_ideas(person: Viewer, board: Board, *, owner: int | None) -> Decision:
    """The same of a published idea of which no more is known than its board and its owner."""
    if person.is_authenticated and person.is_active and person.is_staff_member and owner == person.pk:
        return YES
    return can_keep_board(person, board)


def can_merge(person: Viewer, source: Idea, target: Idea) -> Decision:
    """Who keeps both boards. Nothing gets readers by it that it did not have."""
    for idea in (source, target):
        if not (allowed := can_keep_board(person, idea.board)):
            return allowed
        if not idea.is_published:
            return no(_("This is not published."))
    if source.entry_id in (target.entry_id, target.head_id):
        return no(_("An idea cannot be joined into itself."))
    if source.is_merged:
        return no(_("This was joined with another idea already."))
    if target.is_merged:
        return no(_("That was joined with another idea: choose that one."))
    if source.audience != target.audience:
        return no(_("These two have different readers. Move one of them to the board of the other first."))
    return YES
