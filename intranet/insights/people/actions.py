"""Naming somebody others may turn to, and taking it back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.insights.models import Champion
from intranet.insights.verbs import CHAMPION_ENDED, CHAMPION_NAMED
from intranet.realtime.units import action

from . import policies

LONGEST_REASON = 200


@action
def name_champion(person: User, *, by: User, reason: str) -> Champion:
    """It stands on the person's page from now on, with the reason. Naming somebody again changes the reason."""
    require(policies.can_name(by, person))
    reason = " ".join(reason.replace("\x00", "").split())
    if not reason:
        raise ValidationError({"reason": _("Say what people may turn to them for.")}, code="reason")
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": _("That is too long: 200 characters at most.")}, code="reason")
    User.objects.select_for_update().get(pk=person.pk)
    known = Champion.objects.filter(person=person, ended_at=None).first()
    if known is not None and known.reason == reason:
        return known
    if known is not None:
        known.reason, known.named_by = reason, by
        known.save(update_fields=["reason", "named_by"])
        return known
    made = Champion.objects.create(person=person, named_by=by, reason=reason)
    record(CHAMPION_NAMED, by=by, on=made, person=person.pk)
    return made


@action
def end_champion(champion: Champion, *, by: User) -> bool:
    """False where it had ended already."""
    require(policies.can_end(by, champion))
    champion = Champion.objects.select_for_update(of=("self",)).select_related("person").get(pk=champion.pk)
    if champion.ended_at is not None:
        return False
    champion.ended_at = now()
    champion.save(update_fields=["ended_at"])
    record(CHAMPION_ENDED, by=by, on=champion, person=champion.person_id)
    return True
