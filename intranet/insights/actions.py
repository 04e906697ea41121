"""What people say about being asked: that something is not theirs to be asked about, or that they want none of it."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

from .jobs import gather_everything, gather_people
from .models import Analyst, Champion, Evidence, HiddenTheme, LeftOut, Standing
from .policies import can_name_analysts
from .verbs import ANALYST_NAMED, ANALYST_REMOVED, HIDDEN, LEFT_OUT, SHOWN, TAKES_PART

MOST_HIDDEN = 500


@action
def hide_theme(theme: str, *, by: User) -> bool:
    """Not to be known for it any more, anywhere, from now on. False where it is hidden already."""
    if not re.fullmatch(r"[a-z]{1,20}_[0-9]{1,18}", theme):
        raise ValidationError(_("There is no such theme."))
    if HiddenTheme.objects.filter(person=by).count() >= MOST_HIDDEN:
        raise ValidationError(_("That are too many. Leave it out altogether instead."))
    _row, is_new = HiddenTheme.objects.get_or_create(person=by, theme=theme)
    if is_new:
        record(HIDDEN, by=by, on=by, audience=by.key)
    return is_new


@action
def show_theme(theme: str, *, by: User) -> bool:
    gone, _each = HiddenTheme.objects.filter(person=by, theme=theme).delete()
    if gone:
        record(SHOWN, by=by, on=by, audience=by.key)
    return bool(gone)


@action
def opt_out(*, by: User) -> bool:
    """Nothing of it is gathered about this person any more, and what there is goes now. False where it is so."""
    _row, is_new = LeftOut.objects.get_or_create(person=by)
    Evidence.objects.filter(person=by).delete()
    Standing.objects.filter(person=by).delete()
    Champion.objects.filter(person=by, ended_at=None).update(ended_at=now())
    if is_new:
        gather_people.enqueue_once(key="all")
        record(LEFT_OUT, by=by, on=by, audience=by.key)
    return is_new


@action
def opt_in(*, by: User) -> bool:
    gone, _each = LeftOut.objects.filter(person=by).delete()
    if gone:
        record(TAKES_PART, by=by, on=by, audience=by.key)
        gather_everything.enqueue_once(key="all")
        gather_people.enqueue_once(key="all")
    return bool(gone)


@action
def name_analyst(person: User, *, by: User) -> bool:
    """From now on this colleague sees the figures of the whole house. False where they do already."""
    require(can_name_analysts(by))
    if not person.is_active or not person.is_staff_member or person.is_agency:
        raise ValidationError(_("Only a colleague can be let see the figures."))
    _row, is_new = Analyst.objects.get_or_create(person=person, defaults={"named_by": by})
    if is_new:
        record(ANALYST_NAMED, by=by, on=person, audience="")
    return is_new


@action
def remove_analyst(person: User, *, by: User) -> bool:
    require(can_name_analysts(by))
    gone, _each = Analyst.objects.filter(person=person).delete()
    if gone:
        record(ANALYST_REMOVED, by=by, on=person, audience="")
    return bool(gone)
