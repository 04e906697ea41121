"""Requests to join a space, in the queue of those who keep it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.core.decisions import Decision, no
from intranet.spaces import actions as space_actions
from intranet.spaces import hooks
from intranet.spaces import policies as space_policies
from intranet.spaces.models import JoinRequest, Space

from . import sorts
from .cases import close_case, open_case
from .models import Case
from .sorts import Choice, Sort, Words

if TYPE_CHECKING:
    from intranet.accounts.models import User

Outcome = Case.Outcome
_OUTCOMES = {
    JoinRequest.State.ACCEPTED: Outcome.ACCEPTED,
    JoinRequest.State.DECLINED: Outcome.DECLINED,
    JoinRequest.State.WITHDRAWN: Outcome.SETTLED,
}


def register() -> None:
    sorts.register(
        Sort(
            "join",
            gettext_lazy("Asks to join"),
            "user-plus",
            decisions=(
                Choice("approve", gettext_lazy("Let in"), "check", _let_in, letter="a"),
                Choice("decline", gettext_lazy("Decline"), "x", _decline, letter="d", danger=True),
            ),
            template="moderation/evidence/join.html",
            may_decide=_may_decide,
        )
    )
    hooks.on_asking(keep_in_step)


def keep_in_step(space: Space, people: Sequence[int], by: User) -> None:
    """A request that is open has a case, and one that was answered, on whatever road, has none any more."""
    asked = JoinRequest.objects.filter(space=space, person__in=people, sort=JoinRequest.Sort.REQUEST)
    latest = {one.person_id: one for one in asked.select_related("person").order_by("pk")}
    for request in latest.values():
        subject = f"request_{request.pk}"
        if request.state == JoinRequest.State.OPEN:
            open_case("join", subject=subject, space=space, about=request.person, severity=1, words=request.message)
        else:
            close_case("join", subject=subject, outcome=_OUTCOMES[JoinRequest.State(request.state)], by=by)


def _may_decide(person: User, case: Case) -> Decision:
    if case.space is None:
        return no(_("This is not there any more."))
    return space_policies.can_keep_order(person, case.space)


def _let_in(case: Case, *, by: User, words: Words) -> str:
    space_actions.decide_request(_request(case), by=by, accept=True, answer=words.reason)
    return Outcome.ACCEPTED


def _decline(case: Case, *, by: User, words: Words) -> str:
    space_actions.decide_request(_request(case), by=by, accept=False, answer=words.reason)
    return Outcome.DECLINED


def _request(case: Case) -> JoinRequest:
    request = JoinRequest.objects.select_related("space", "person").filter(pk=case.subject_id).first()
    if request is None:
        raise ValidationError(_("This is not there any more."), code="gone")
    return request
