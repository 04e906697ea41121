"""The house rules: read by everybody, written by admins."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

from . import policies
from .models import HouseRule

MOST = 30


@action
def set_rule(rule: HouseRule | None, *, by: User, number: int, title: str, text: str = "") -> HouseRule:
    """Write a new rule (None), or change one. Decisions that cite it go on citing it."""
    require(policies.can_keep_house(by))
    title, text = " ".join(title.split())[:120], " ".join(text.split())[:500]
    if not title:
        raise ValidationError({"title": _("Say what the rule is.")})
    same = HouseRule.objects.filter(number=number)
    if (same.exclude(pk=rule.pk) if rule else same).exists():
        raise ValidationError({"number": _("There is a rule of that number already.")})
    if rule is None and HouseRule.objects.count() >= MOST:
        raise ValidationError(_("Nobody reads more than thirty rules."))
    found = rule or HouseRule()
    before = {"number": found.number, "title": found.title, "text": found.text} if rule else None
    found.number, found.title, found.text = number, title, text
    found.save()
    after = {"number": number, "title": title, "text": text}
    record("moderation.house_rules.changed", by=by, on=found, before=before, after=after)
    return found


@action
def remove_rule(rule: HouseRule, *, by: User) -> bool:
    require(policies.can_keep_house(by))
    found = HouseRule.objects.filter(pk=rule.pk).first()
    if found is None:
        return False
    before = {"number": found.number, "title": found.title, "text": found.text}
    record("moderation.house_rules.changed", by=by, on=found, before=before, after=None)
    found.delete()
    return True
