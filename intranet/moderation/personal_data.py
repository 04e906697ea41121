"""What a person has reported and appealed, and what was decided about them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.personal_data import on_erase, table

from .models import Approval, Case, CaseNote, Conduct, Flag, Sanction, Trial, TrustChange


def _register() -> None:
    # The words that were reported are somebody else's.
    kept_back = ["title", "body", "around", "decided_by_id", "decision_note"]
    table("reports", _("What you reported"), Flag, of="by", without=kept_back, goes=False, order=61)
    # Who decided, who looked, and how grave they thought it, is the moderators' own affair.
    inside = ["severity", "times", "rule", "claimed_by_id", "claimed_until", "assignee_id", "decided_by_id"]
    table("decisions", _("What was decided about you"), Case, of="about", without=inside, goes=False, order=62)
    table("case_notes", _("Notes you wrote on cases"), CaseNote, of="author", goes=False, order=63)
    table("conduct", _("Days on which you were here"), Conduct, order=65)
    table("trust", _("Levels you stood on"), TrustChange, without=["by_id", "note"], goes=False, order=66)
    table("rule_trials", _("Rules you tried"), Trial, of="by", without=["found"], order=67)
    table("approvals", _("What you approved"), Approval, of="by", without=["digest"], goes=False, order=68)
    on_erase(_forget_what_was_said)
    table("sanctions", _("Sanctions"), Sanction, without=["by_id", "lifted_by_id"], goes=False, order=64)


def _forget_what_was_said(person: User, by: User) -> None:
    """That it was reported stays, and what was decided; the words beside it were the person's."""
    Flag.objects.filter(by=person).update(note="")


_register()
