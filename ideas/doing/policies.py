"""Who says whose an idea is, by when it is due, what is to be done for it, and what it is worth."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ideas.models import Board, Idea, Meaning
from ideas.policies import can_keep_board, can_keep_idea
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of

ACCEPTED = (Meaning.PLANNED, Meaning.PROGRESS)


def can_see_work(person: Viewer, idea: Idea) -> Decision:
    """Whose it is and what is to be done is the staff's affair, as far as they read the idea."""
    return can_see_work_on(person, idea.board)


def can_see_work_on(person: Viewer, board: Board) -> Decision:
    if (
        person.is_authenticated
        and person.is_active
        and person.is_staff_member
        and board.audience in audiences_of(person)
    ):
        return YES
    return no(_("This is for the staff."))


def can_set_owner(person: Viewer, idea: Idea) -> Decision:
    return _can_be_worked_on(idea) and can_keep_idea(person, idea)


def can_set_due(person: Viewer, idea: Idea) -> Decision:
    """By those who keep it, once it is accepted."""
    return _is_accepted(idea) and can_set_owner(person, idea)


def can_change_steps(person: Viewer, idea: Idea) -> Decision:
    return can_set_due(person, idea)


def can_score(person: Viewer, idea: Idea) -> Decision:
    return _can_be_worked_on(idea) and can_keep_board(person, idea.board)


def _can_be_worked_on(idea: Idea) -> Decision:
    if idea.is_merged:
        return no(_("This was joined with another idea: go on there."))
    return YES


def _is_accepted(idea: Idea) -> Decision:
    if idea.status.meaning in ACCEPTED:
        return YES
    return no(_("There is something to do once the idea is planned or in progress."))
