"""Finding out who wrote a sealed idea: one person asks, with a reason, and another grants it. Both, and each look at
the name, are in the audit; the author is told."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas.models import Idea, Seal, Unsealing
from intranet.accounts.models import User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

from . import policies, proof


@action
def ask_to_unseal(idea: Idea, *, by: User, reason: str) -> Unsealing:
    """Ask who wrote it. What is being asked already stays as it is. ValidationError without a reason."""
    _hold(idea)
    require(policies.can_ask_to_unseal(by, idea))
    if (waiting := Unsealing.objects.filter(idea=idea, decided_at=None).first()) is not None:
        return waiting
    reason = plain(reason, longest=500)
    if not reason:
        raise ValidationError({"reason": _("Say why you have to know.")}, code="reason")
    asked = Unsealing.objects.create(idea=idea, asked_by=by, reason=reason)
    record("ideas.seal.asked", by=by, on=idea, audience="", unsealing=asked.pk, reason=reason)
    return asked


@action
def decide(asked: Unsealing, *, by: User, grant: bool) -> bool:
    """Open the seal, or leave it closed. False where that was decided before."""
    _hold(asked.idea)
    asked.refresh_from_db()
    require(policies.can_decide(by, asked))
    if asked.decided_at is not None:
        return False
    asked.decided_by, asked.decided_at, asked.granted = by, now(), grant
    asked.save(update_fields=["decided_by", "decided_at", "granted"])
    verb = "ideas.seal.opened" if grant else "ideas.seal.kept"
    record(verb, by=by, on=asked.idea, audience="", unsealing=asked.pk, asked_by=asked.asked_by_id, reason=asked.reason)
    return True


@action
def read_name(asked: Unsealing, *, by: User) -> User | None:
    """Who wrote it, for one of the two who opened the seal; None where the account and its seals were erased."""
    require(policies.can_read_name(by, asked))
    record("ideas.seal.read", by=by, on=asked.idea, audience="", unsealing=asked.pk)
    number = proof.opened(Seal.objects.get(pk=asked.idea_id))
    return User.objects.filter(pk=number).first() if number is not None else None


def _hold(idea: Idea) -> None:
    Seal.objects.select_for_update().filter(pk=idea.entry_id).first()
