"""What people outside propose for pages that are read outside, among all else that waits for a moderator.

Whoever may edit the page decides, here or where the proposal stands: piece by piece there, as a whole here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.core.decisions import Decision, no
from intranet.moderation import sorts
from intranet.moderation.cases import close_case, open_case
from intranet.moderation.models import Case
from intranet.moderation.sorts import Choice, Sort, Words
from wiki.models import Proposal

from .policies import can_review

if TYPE_CHECKING:
    from intranet.accounts.models import User

Outcome = Case.Outcome
SORT = "proposal"
_CHANGES = frozenset(
    f"wiki.proposal.{what}"
    for what in ("published", "withdrawn", "decided", "deleted", "undeleted", "hidden", "restored")
)
_OUTCOMES = {
    Proposal.Outcome.ACCEPTED: Outcome.ACCEPTED,
    Proposal.Outcome.PARTLY: Outcome.ACCEPTED,
    Proposal.Outcome.REJECTED: Outcome.DECLINED,
}


def keep_in_step(activity: Activity) -> None:
    """One that is open has a case, and one that is closed, on whatever road, has none any more."""
    proposal = Proposal.objects.select_related("of_page__space", "author").filter(pk=activity.subject_id).first()
    if proposal is None:
        return
    if not proposal.is_published or not proposal.is_open:
        outcome = _OUTCOMES.get(Proposal.Outcome(proposal.outcome), Outcome.SETTLED)
        close_case(SORT, subject=proposal.key, outcome=outcome, by=activity.actor)
    elif _is_for_the_queue(proposal):
        open_case(SORT, entry=proposal, severity=1)


def _is_for_the_queue(proposal: Proposal) -> bool:
    """From outside, for outside, and not in it already: a case that is raised again is graver."""
    if not proposal.of_page.is_outside or (proposal.author.is_staff_member and not proposal.is_guests):
        return False
    return not Case.objects.filter(sort=SORT, subject=proposal.key, state=Case.State.OPEN).exists()


def register() -> None:
    sorts.register(
        Sort(
            SORT,
            gettext_lazy("Proposal"),
            "edit",
            decisions=(
                Choice("approve", gettext_lazy("Take it up"), "check", _accept, letter="a"),
                Choice("decline", gettext_lazy("Decline"), "x", _decline, letter="d", wants="reason", danger=True),
            ),
            template="wiki/proposals/_case.html",
            may_decide=_may_decide,
            complete=_complete,
        )
    )


def _complete(cases: list[Case], viewer: User) -> None:
    """The pieces as they were proposed."""
    found = {
        one.pk: one
        for one in Proposal.objects.filter(pk__in=[case.entry_id for case in cases])
        .select_related("of_page", "author")
        .prefetch_related("hunks")
    }
    for case in cases:
        case.proposal = found.get(case.entry_id or 0)  # type: ignore[attr-defined]


def _may_decide(person: User, case: Case) -> Decision:
    proposal = _of(case)
    return can_review(person, proposal) if proposal is not None else no(_("This is not there any more."))


def _accept(case: Case, *, by: User, words: Words) -> str:
    from wiki.actions.reviewing import accept_all  # noqa: PLC0415 - the actions come after what they are registered for

    _taken, left = accept_all(_there(case), by=by, reason=words.reason)
    if left:
        raise ValidationError(_("The page has changed meanwhile: look at this piece by piece, where it stands."))
    return Outcome.ACCEPTED


def _decline(case: Case, *, by: User, words: Words) -> str:
    from wiki.actions.reviewing import reject_rest  # noqa: PLC0415

    reject_rest(_there(case), by=by, reason=words.reason)
    return Outcome.DECLINED


def _of(case: Case) -> Proposal | None:
    if case.entry_id is None:
        return None
    return Proposal.objects.select_related("of_page__space", "author").filter(pk=case.entry_id).first()


def _there(case: Case) -> Proposal:
    if (proposal := _of(case)) is None:
        raise ValidationError(_("This is not there any more."), code="gone")
    return proposal


CASES = Reactor("proposal-cases", concerns=lambda verb: verb.name in _CHANGES, enqueue=keep_in_step)
