"""Deciding about a proposal, piece by piece, while others write in the page."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.collab.actions import edit_text
from intranet.core.decisions import require
from intranet.core.edits import Edit, applied
from intranet.realtime.units import action, step
from wiki.models import Hunk, Page, Proposal, Version
from wiki.proposals import policies
from wiki.proposals.credits import uncredited
from wiki.proposals.fitting import Fit, Ground

from .bringing import hold_page
from .proposing import close, hold_proposal, tell_open_pages
from .versions import take_version

# Decisions made within this time are one version, and one notice.
SITTING = timedelta(minutes=2)


class HunkConflict(ValidationError):
    """The passage was changed meanwhile. ``there`` is what it says now, so that both texts can be shown."""

    def __init__(self, hunk: Hunk, there: str) -> None:
        super().__init__(
            _("Somebody changed this passage meanwhile. Here are both texts: say what it shall be."), code="conflict"
        )
        self.hunk, self.there = hunk, there


class DecidedAlready(ValidationError):
    """Somebody was faster."""

    def __init__(self, hunk: Hunk) -> None:
        name = hunk.decided_by.name if hunk.decided_by is not None else _("Somebody")
        said = {
            Hunk.State.ACCEPTED: _("%(name)s has accepted this already."),
            Hunk.State.REJECTED: _("%(name)s has decided against this already."),
        }
        super().__init__(said[Hunk.State(hunk.state)] % {"name": name}, code="decided")
        self.hunk = hunk


@action
def accept_hunk(
    hunk: Hunk, *, by: User, reason: str = "", text: str | None = None, instead_of: str | None = None
) -> Hunk:
    """Put one piece into the working text, which others may be writing in. ``text`` is what the reviewer made of it.

    Where the passage has been changed meanwhile: HunkConflict, and nothing is changed. Then ``text`` with
    ``instead_of``, the passage as the reviewer has seen it, takes its place, if it is still that.
    DecidedAlready where another reviewer was first.
    """
    proposal = _open_for(hunk, by)
    hunk.adjusted = None if text is None or text == hunk.after else _clean(text)
    _put_in([hunk], proposal, by=by, instead_of=instead_of)
    _decide(hunk, Hunk.State.ACCEPTED, by=by, reason=reason)
    _after_decisions(proposal, by=by)
    return hunk


@action
def reject_hunk(hunk: Hunk, *, by: User, reason: str = "") -> Hunk:
    """Decide against one piece. Its words are between the proposer and reviewers from now on."""
    proposal = _open_for(hunk, by)
    _decide(hunk, Hunk.State.REJECTED, by=by, reason=reason)
    _after_decisions(proposal, by=by)
    return hunk


@action
def accept_all(proposal: Proposal, *, by: User, reason: str = "") -> tuple[list[Hunk], list[Hunk]]:
    """Put in every piece that is open and fits, in one step. Returns those, and those that somebody has to look at."""
    hold_proposal(proposal)
    require(policies.can_review(by, proposal))
    waiting = list(proposal.hunks.filter(state=Hunk.State.OPEN, round=proposal.round))
    if not proposal.is_open or not waiting:
        raise ValidationError(_("There is nothing to decide here any more."), code="decided")
    fitting = _put_in(waiting, proposal, by=by, only_fitting=True)
    for hunk in fitting:
        _decide(hunk, Hunk.State.ACCEPTED, by=by, reason=reason)
    if fitting:
        _after_decisions(proposal, by=by)
    return fitting, [hunk for hunk in waiting if hunk not in fitting]


@action
def reject_rest(proposal: Proposal, *, by: User, reason: str) -> int:
    """Decide against every piece that is open. Returns how many."""
    hold_proposal(proposal)
    require(policies.can_review(by, proposal))
    waiting = list(proposal.hunks.filter(state=Hunk.State.OPEN))
    for hunk in waiting:
        _decide(hunk, Hunk.State.REJECTED, by=by, reason=reason)
    if waiting:
        _after_decisions(proposal, by=by)
    return len(waiting)


@action
def keep_accepted(page: Page) -> Version | None:
    """Make a version of what was accepted and is in none yet. None where there is nothing."""
    hold_page(page)
    waiting = uncredited(page)
    if not waiting or not page.is_published:
        return None
    return take_version(page, sort=Version.Sort.PROPOSAL, by=waiting[-1].decided_by)


@action
def tell_proposer(proposal: Proposal) -> bool:
    """One notice of all that was decided since the last; to a guest, a mail when all is. False where there is nothing
    to tell."""
    from wiki.proposals.jobs import tell_guest  # noqa: PLC0415 - jobs call these actions

    hold_proposal(proposal)
    if not proposal.is_untold:
        return False
    proposal.is_untold = False
    proposal.save(update_fields=["is_untold"])
    last = proposal.hunks.exclude(decided_at=None).select_related("decided_by").order_by("-decided_at", "-pk").first()
    if last is None:
        return False
    if proposal.guest_email and not proposal.is_open:
        tell_guest.enqueue(proposal=proposal.pk)
    counts = {state: proposal.hunks.filter(state=state).count() for state in Hunk.State.values}
    record(
        "wiki.proposal.answered",
        by=last.decided_by,
        on=proposal,
        outcome=proposal.outcome,
        accepted=counts["accepted"],
        rejected=counts["rejected"],
        open=counts["open"],
        reason=last.reason,
    )
    return True


def ground_of(proposal: Proposal, live: str, base: str | None = None, *, round: int | None = None) -> Ground:
    """The base of a proposal against the live text, with what was accepted of it as part of the base."""
    if base is None:
        base = Version.objects.get(page=proposal.of_page_id, number=proposal.base_number).text
    wanted = proposal.round if round is None else round
    accepted = [hunk.edit for hunk in proposal.hunks.filter(state=Hunk.State.ACCEPTED, round=wanted)]
    return Ground(base, live, accepted)


def _open_for(hunk: Hunk, by: User) -> Proposal:
    """The piece's proposal, held, with the piece as it is now."""
    proposal = hunk.proposal
    hold_proposal(proposal)
    require(policies.can_review(by, proposal))
    fresh = Hunk.objects.select_related("decided_by").filter(pk=hunk.pk).first()
    if fresh is None:
        raise ValidationError(_("This was changed by whoever proposed it. Look at it again."), code="revised")
    for name in ("state", "adjusted", "before", "after", "start", "end", "round"):
        setattr(hunk, name, getattr(fresh, name))
    if not fresh.is_open:
        raise DecidedAlready(fresh)
    if not proposal.is_open:
        raise ValidationError(_("This proposal is closed."), code="closed")
    return proposal


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "")


def _put_in(
    hunks: list[Hunk], proposal: Proposal, *, by: User, instead_of: str | None = None, only_fitting: bool = False
) -> list[Hunk]:
    """Put pieces into the live text under its lock. Returns those that are in it then."""
    base = Version.objects.get(page=proposal.of_page_id, number=proposal.base_number).text
    before = [hunk.edit for hunk in proposal.hunks.filter(state=Hunk.State.ACCEPTED, round=proposal.round)]
    taken: list[Hunk] = []

    def change(live: str) -> str:
        del taken[:]
        for hunk in hunks:
            fit = Ground(base, live, [*before, *(done.edit for done in taken)]).fit(hunk.edit)
            if fit.state == "conflict":
                if only_fitting:
                    continue
                live = _by_hand(hunk, fit, live, instead_of)
            else:
                live = fit.applied_to(live)
            taken.append(hunk)
        return live

    edit_text(proposal.of_page.document, by=by, change=change)
    return taken


def _by_hand(hunk: Hunk, fit: Fit, live: str, instead_of: str | None) -> str:
    there = fit.passage(live)
    if instead_of is None or _clean(instead_of) != there:
        raise HunkConflict(hunk, there)
    return applied(live, [Edit(fit.start, fit.end, hunk.wanted)])


@step
def _decide(hunk: Hunk, state: str, *, by: User, reason: str) -> None:
    hunk.state, hunk.reason = state, " ".join(reason.replace("\x00", "").split())[:500]
    hunk.decided_by, hunk.decided_at = by, now()
    hunk.save(update_fields=["state", "adjusted", "reason", "decided_by", "decided_at"])


@step
def _after_decisions(proposal: Proposal, *, by: User) -> None:
    from wiki.proposals.jobs import keep_and_tell  # noqa: PLC0415 - the job calls these actions

    proposal.is_untold = True
    proposal.save(update_fields=["is_untold"])
    states = set(proposal.hunks.values_list("state", flat=True))
    if Hunk.State.OPEN not in states:
        both = states == {Hunk.State.ACCEPTED, Hunk.State.REJECTED}
        one = Proposal.Outcome.ACCEPTED if Hunk.State.ACCEPTED in states else Proposal.Outcome.REJECTED
        close(proposal, Proposal.Outcome.PARTLY if both else one)
        take_accepted(proposal.of_page, by=by)
    else:
        keep_and_tell.enqueue_at(now() + SITTING, proposal=proposal.pk)
    tell_open_pages(proposal, "wiki.proposal.decided", by=by, waiting=_waiting(proposal))
    if not proposal.is_open:
        tell_proposer(proposal)


def _waiting(proposal: Proposal) -> int:
    return proposal.hunks.filter(state=Hunk.State.OPEN).count()


@step
def take_accepted(page: Page, *, by: User) -> None:
    hold_page(page)
    if uncredited(page):
        take_version(page, sort=Version.Sort.PROPOSAL, by=by)
