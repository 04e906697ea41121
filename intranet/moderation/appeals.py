"""One word back: who was decided about may appeal once, and somebody else decides again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.activity.ledger import record
from intranet.content.actions import restore_entry
from intranet.content.kinds import known, real
from intranet.core.decisions import YES, Decision, no, require
from intranet.realtime.units import action

from . import holding, sanctioning, sorts
from .cases import open_case
from .models import Case, Sanction
from .sorts import Choice, Sort, Words

if TYPE_CHECKING:
    from intranet.accounts.models import User

Outcome = Case.Outcome
# What can be appealed: what took something from somebody.
AGAINST = (Outcome.HIDDEN, Outcome.TURNED_DOWN, Outcome.SANCTIONED)


def register() -> None:
    sorts.register(
        Sort(
            "appeal",
            gettext_lazy("Appeal"),
            "undo",
            decisions=(
                Choice("approve", gettext_lazy("Take it back"), "undo", _overturn, letter="a", in_bulk=False),
                Choice(
                    "decline",
                    gettext_lazy("It stands"),
                    "check",
                    _uphold,
                    letter="d",
                    wants="reason",
                    in_bulk=False,
                ),
            ),
            template="moderation/evidence/appeal.html",
            everywhere=True,
        )
    )


def can_appeal(person: Any, case: Case) -> Decision:
    """Whoever it is about, once, against what took something from them."""
    if case.about_id is None or case.about_id != getattr(person, "pk", None):
        return no(_("Only the person it is about can appeal."))
    if case.is_open or case.outcome not in AGAINST or case.sort == "appeal":
        return no(_("There is nothing to appeal."))
    if Case.objects.filter(appeal_of=case).exists():
        return no(_("You have appealed this already. An appeal is made once."))
    if not _still_stands(case):
        return no(_("This decision does not stand any more."))
    return YES


@action
def appeal(case: Case, *, by: User, words: str) -> Case:
    """Ask that somebody else decide again. Once for each decision."""
    case = Case.objects.select_for_update(of=("self",)).select_related("entry", "space").get(pk=case.pk)
    require(can_appeal(by, case))
    words = words.replace("\x00", "").strip()
    if not words:
        raise ValidationError(_("Say why it should be decided otherwise."), code="empty")
    if len(words) > 2000:
        raise ValidationError(_("An appeal has at most 2,000 characters."), code="too_long")
    made = open_case(
        "appeal",
        subject=case.key,
        entry=case.entry,
        space=case.space,
        about=by,
        severity=case.severity,
        words=words,
        appeal_of=case,
    )
    record("moderation.case.appealed", by=by, on=made, about=case.subject)
    return made


def _still_stands(case: Case) -> bool:
    if case.outcome == Outcome.SANCTIONED:
        found = Sanction.objects.filter(pk=case.subject_id).first()
        return found is not None and not found.is_over
    if case.entry is None:
        return False
    return case.entry.is_hidden if case.outcome == Outcome.HIDDEN else case.entry.is_deleted


def _overturn(case: Case, *, by: User, words: Words) -> str:
    """Undo what was decided, whoever decided it."""
    first = _first(case)
    if first.outcome == Outcome.SANCTIONED:
        found = Sanction.objects.filter(pk=first.subject_id).first()
        if found is not None:
            sanctioning.lift(found, by=by, reason=words.reason or _("The appeal was granted."))
    elif first.entry is not None and known(first.entry.kind) is not None:
        if first.outcome == Outcome.HIDDEN:
            restore_entry(real(first.entry), by=by)
        else:
            holding.let_out_after_all(real(first.entry), by=by)
    return Outcome.OVERTURNED


def _uphold(case: Case, *, by: User, words: Words) -> str:
    return Outcome.UPHELD


def _first(case: Case) -> Case:
    if case.appeal_of is None:
        raise ValidationError(_("This is not there any more."), code="gone")
    return Case.objects.select_related("entry__author", "space").get(pk=case.appeal_of.pk)
