"""How a team answers customers, and who of it is on duty when."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from forum import mail_names
from forum.centre import policies
from forum.models import Desk, Duty
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Membership, Space

_MOST_HOURS = 400


@action
def keep_desk(
    team: Space,
    *,
    by: User,
    name: str,
    purpose: str = "",
    address: str = "",
    reply_hours: int = 8,
    is_open: bool = True,
) -> Desk:
    """Have a team answer customers, or change how it does. ValidationError for an address that is taken or is none."""
    require(policies.can_open_desk(by, team))
    name = " ".join(name.replace("\x00", "").split())[:80]
    if not name:
        raise ValidationError({"name": _("Give the team a name that customers understand.")}, code="name")
    if not 1 <= reply_hours <= _MOST_HOURS:
        raise ValidationError({"reply_hours": _("Between 1 and 400 working hours.")}, code="reply_hours")
    desk = Desk.objects.filter(team=team).first() or Desk(team=team)
    desk.name, desk.purpose = name, " ".join(purpose.replace("\x00", "").split())[:200]
    desk.address = mail_names.checked(address, of=desk)
    desk.reply_hours, desk.is_open = reply_hours, is_open
    try:
        with transaction.atomic():
            desk.save()
    except IntegrityError as error:
        raise ValidationError({"address": _("Another team has this address.")}, code="address") from error
    record("forum.desk.changed", by=by, on=team)
    return desk


@action
def add_duty(
    team: Space,
    *,
    by: User,
    person: User,
    weekday: int | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    begins: time | None = None,
    ends: time | None = None,
) -> Duty:
    """Put somebody of the team on duty: every week on one day, or from one day to another. The same twice is once."""
    require(policies.can_keep_desk(by, team))
    if not person.is_staff_member or not Membership.objects.filter(space=team, person=person).exists():
        raise ValidationError({"person": _("Choose somebody of the team.")}, code="person")
    if (weekday is None) == (first_day is None):
        raise ValidationError(_("Choose a day of the week, or a first and a last day."), code="days")
    if weekday is not None and not 0 <= weekday <= 6:
        raise ValidationError({"weekday": _("There is no such day.")}, code="weekday")
    if first_day is not None:
        last_day = last_day or first_day
        if last_day < first_day:
            raise ValidationError({"last_day": _("The last day comes before the first.")}, code="last_day")
    if begins is not None and ends is not None and ends <= begins:
        raise ValidationError({"ends": _("The end comes before the beginning.")}, code="ends")
    when: dict[str, Any] = {
        "weekday": weekday,
        "first_day": first_day,
        "last_day": last_day,
        "begins": begins,
        "ends": ends,
    }
    duty, is_new = Duty.objects.get_or_create(team=team, person=person, **when)
    if is_new:
        record("forum.desk.rota_changed", by=by, on=team, person=person.pk)
    return duty


@action
def remove_duty(duty: Duty, *, by: User) -> bool:
    require(policies.can_keep_desk(by, duty.team))
    gone, _each = Duty.objects.filter(pk=duty.pk).delete()
    if gone:
        record("forum.desk.rota_changed", by=by, on=duty.team, person=duty.person_id)
    return bool(gone)
