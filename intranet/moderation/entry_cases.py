"""What is decided about entries: those that were reported or caught by a rule, and those that wait to come out."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.content.kinds import real
from intranet.core.decisions import Decision, no

from . import actions, holding, policies, sanctioning, sorts
from .models import Case
from .sorts import Choice, Sort, Words
from .trust.actions import vouch_for
from .trust.policies import can_set_level

if TYPE_CHECKING:
    from intranet.accounts.models import User

Outcome = Case.Outcome
# Whoever is silenced along with a decision is for so long.
SILENCE = timedelta(days=7)


def register() -> None:
    keep = Choice("approve", gettext_lazy("Keep"), "check", _keep, letter="a")
    hide = Choice("hide", gettext_lazy("Hide"), "eye-off", _hide, letter="h", wants="reason", danger=True)
    private = Choice(
        "private", gettext_lazy("Move to private"), "lock", _make_private, letter="p", in_bulk=False, offered=_has_road
    )
    let_out = Choice("approve", gettext_lazy("Let out"), "check", _let_out, letter="a")
    trust = Choice(
        "approve_trust", gettext_lazy("Let out and trust"), "shield", _let_out_and_trust, letter="t", offered=_is_new
    )
    edit = Choice("edit", gettext_lazy("Edit"), "edit", _edit, letter="e", wants="text", in_bulk=False)
    decline = Choice("decline", gettext_lazy("Decline"), "x", _decline, letter="d", wants="reason", danger=True)

    def silencing(label: Any, do: Any) -> Choice:
        return Choice(
            "decline_silence",
            label,
            "mute",
            partial(_and_silence, do=do),
            letter="s",
            wants="reason",
            danger=True,
            offered=_can_be_silenced,
        )

    hide_silence = silencing(gettext_lazy("Hide and silence"), _hide)
    decline_silence = silencing(gettext_lazy("Decline and silence"), _decline)
    sorts.register(
        Sort(
            "flag",
            gettext_lazy("Reported"),
            "flag",
            decisions=(keep, hide, hide_silence, private),
            may_decide=_may_decide,
            everywhere=True,
        ),
        Sort(
            "rule",
            gettext_lazy("Caught by a rule"),
            "filter",
            decisions=(keep, hide, hide_silence, private),
            may_decide=_may_decide,
        ),
        Sort(
            "held",
            gettext_lazy("Not out yet"),
            "clock",
            decisions=(let_out, trust, edit, decline, decline_silence, private),
            may_decide=_may_decide,
        ),
    )


def _may_decide(person: User, case: Case) -> Decision:
    if case.entry is None:
        return no(_("This is not there any more."))
    return policies.can_decide(person, case.entry)


def _keep(case: Case, *, by: User, words: Words) -> str:
    actions.dismiss(_entry(case), by=by, note=words.reason)
    return Outcome.KEPT


def _hide(case: Case, *, by: User, words: Words) -> str:
    actions.hide(_entry(case), by=by, reason=words.reason, cited=words.cited)
    return Outcome.HIDDEN


def _let_out(case: Case, *, by: User, words: Words) -> str:
    if not holding.let_out(_entry(case), by=by):
        return Outcome.SETTLED
    return Outcome.LET_OUT


def _let_out_and_trust(case: Case, *, by: User, words: Words) -> str:
    outcome = _let_out(case, by=by, words=words)
    vouch_for(_about(case), by=by, note=_("What was held back was let out, and its author trusted."))
    return outcome


def _edit(case: Case, *, by: User, words: Words) -> str:
    """What the moderator made of it comes out; the author is told, and reads the own words in the history."""
    if not (words.body or words.title):
        raise ValidationError(_("Write something first."), code="empty")
    changed = holding.let_out(_entry(case), by=by, title=words.title, body=words.body, note=words.reason)
    return Outcome.EDITED if changed else Outcome.SETTLED


def _decline(case: Case, *, by: User, words: Words) -> str:
    if not holding.turn_down(_entry(case), by=by, reason=words.reason, cited=words.cited):
        return Outcome.SETTLED
    return Outcome.TURNED_DOWN


def _and_silence(case: Case, *, by: User, words: Words, do: Any) -> str:
    outcome: str = do(case, by=by, words=words)
    sanctioning.sanction(
        _about(case), "silence", by=by, reason=words.reason, until=now() + SILENCE, cited=words.cited, case=case
    )
    return outcome


def _make_private(case: Case, *, by: User, words: Words) -> str:
    entry = _entry(case)
    road = sorts.private_road(entry.kind)
    if road is None:
        raise ValidationError(_("That cannot be decided here."), code="decision")
    road.take(entry, by=by, reason=words.reason)
    return Outcome.PRIVATE


def _has_road(case: Case, person: User) -> bool:
    if case.entry is None or (road := sorts.private_road(case.entry.kind)) is None:
        return False
    return bool(road.may(person, real(case.entry)))


def _is_new(case: Case, person: User) -> bool:
    return case.about is not None and case.about.trust < 1 and bool(can_set_level(person, case.about))


def _can_be_silenced(case: Case, person: User) -> bool:
    return case.about is not None and bool(policies.can_sanction(person, case.about, "silence"))


def _entry(case: Case) -> Any:
    if case.entry is None:
        raise ValidationError(_("This is not there any more."), code="gone")
    return real(case.entry)


def _about(case: Case) -> User:
    if case.about is None:
        raise ValidationError(_("Nobody with an account wrote this."), code="nobody")
    return case.about
