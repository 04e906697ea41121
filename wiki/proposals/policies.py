"""Who may propose, who decides, and who reads what was not accepted. Readers of a page read its proposals."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of, spaces_joined
from wiki.models import Hunk, Page, Proposal
from wiki.policies import can_edit_page, can_propose

from .audience import audience_for


def can_make_proposal(person: Viewer, page: Page) -> Decision:
    """Whoever the page lets; somebody with an account has to be able to read afterwards what becomes of it."""
    if not (allowed := can_propose(person, page)) or not person.is_authenticated:
        return allowed
    if person.is_agency and page.space_id not in spaces_joined(person):
        return no(_("Agency guests write in the spaces they were invited to."))
    if audience_for(page) not in audiences_of(person):
        return no(_("You cannot read what is proposed to this page."))
    return YES


def can_review(person: Viewer, proposal: Proposal) -> Decision:
    """Whoever may edit the page, but for whoever proposed it."""
    if not proposal.is_published:
        return no(_("This proposal is not there any more."))
    if not (allowed := can_edit_page(person, proposal.of_page)):
        return allowed
    if person.pk == proposal.author_id:
        return no(_("This is your own: somebody else decides about it. You may edit the page yourself."))
    return YES


def can_change_proposal(person: Viewer, proposal: Proposal) -> Decision:
    """Withdraw it, or propose something else instead."""
    if not person.is_authenticated or person.pk != proposal.author_id or proposal.is_guests:
        return no(_("Only who proposed this can change it."))
    if not proposal.is_published:
        return no(_("This proposal is not there any more."))
    return YES if proposal.is_open else no(_("This proposal is closed."))


def can_revise(person: Viewer, proposal: Proposal) -> Decision:
    return can_change_proposal(person, proposal) and can_make_proposal(person, proposal.of_page)


def can_read_hunk(person: Viewer, hunk: Hunk, proposal: Proposal, *, reviews: bool) -> bool:
    """What was not accepted, or withdrawn, is between whoever proposed it and reviewers. ``reviews``: whether this
    person is one."""
    if reviews or (person.is_authenticated and person.pk == proposal.author_id):
        return True
    if hunk.state == Hunk.State.REJECTED:
        return False
    return hunk.state == Hunk.State.ACCEPTED or proposal.is_open
