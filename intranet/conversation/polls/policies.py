"""Who votes, who sees what came of it, and who may change a poll."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.content.policies import can_edit, is_authors
from intranet.conversation.models import Poll
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_vote(person: Viewer, poll: Poll, *, has_voted: bool) -> Decision:
    """Whoever may read the question, once; who has voted may think again while that is possible."""
    entry = poll.entry
    if not person.is_authenticated:
        return no(_("Sign in to vote."))
    if not person.is_active:
        return no(_("This account is closed."))
    if not entry.is_published:
        return no(_("This is not published."))
    if entry.space is not None and entry.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if not poll.is_open():
        return no(_("The poll has closed."))
    if (own := kind_of(entry).may_react) is not None and not (allowed := own(person, entry)):
        return allowed
    if has_voted and poll.anonymous:
        return no(_("Your vote is counted. An anonymous vote cannot be changed: nobody knows which one it is."))
    return YES


def can_see_results(poll: Poll, *, has_voted: bool) -> Decision:
    """For everybody alike, the author included. Who may read the entry at all has been asked before."""
    if poll.results == Poll.Results.ALWAYS or not poll.is_open():
        return YES
    if poll.results == Poll.Results.CLOSING:
        return no(_("The results are shown when the poll has closed."))
    return YES if has_voted else no(_("The results are shown to those who have voted."))


def can_see_voters(person: Viewer, poll: Poll, *, has_voted: bool) -> Decision:
    if not person.is_authenticated:
        return no(_("Sign in to see who voted."))
    if poll.anonymous:
        return no(_("This poll is anonymous: nobody sees who voted for what."))
    return can_see_results(poll, has_voted=has_voted)


def can_add_poll(person: Viewer, entry: Entry) -> Decision:
    if entry.root_id is not None:
        return no(_("A comment cannot carry a poll."))
    return can_edit(person, entry)


def can_change_poll(person: Viewer, poll: Poll) -> Decision:
    """What can be chosen stays as it is from the first vote on; until when, its author may change later."""
    if not (decision := is_authors(person, poll.entry)):
        return decision
    return YES if poll.is_open() else no(_("The poll has closed."))


def can_export(person: Viewer, poll: Poll, *, has_voted: bool) -> Decision:
    if not person.is_authenticated or poll.entry.author_id != person.pk:
        return no(_("Only the author can take the results away as a file."))
    return can_see_results(poll, has_voted=has_voted)
