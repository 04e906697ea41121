"""What people want to be told, by which channel, and when not. It is nobody else's business: only the person's own
open pages learn of a change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.actions import clear_status, set_status
from intranet.accounts.models import Status, User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.notifications import channels, groups
from intranet.notifications.models import Delivery, Level, Preference, QuietHours
from intranet.notifications.policies import can_choose, can_set_default_level, can_set_level
from intranet.notifications.preferences import is_fixed
from intranet.notifications.verbs import DEFAULT_SET
from intranet.realtime.publish import publish
from intranet.realtime.units import action
from intranet.spaces.models import Space

# What others see of who does not want to be disturbed, and lets them.
STILL = "🔕"


@action
def set_preference(*, by: User, group: str, channel: str, wanted: bool) -> bool:
    """Have a group of notifications by a channel, or not. False when nothing changed."""
    require(can_choose(by))
    meant = groups.find(group)
    if meant is None or channels.find(channel) is None:
        raise ValidationError(_("There is no such kind of notification, or no such channel."))
    if not wanted and is_fixed(meant, channel):
        raise ValidationError(_("What is official always stands in the inbox."))
    own = Preference.objects.filter(person=by, group=group, channel=channel)
    if wanted == (channel in meant.channels):
        # As by default: no row, so that whoever has chosen nothing follows the default where it changes.
        changed = bool(own.delete()[0])
    else:
        _row, created = Preference.objects.get_or_create(
            person=by, group=group, channel=channel, defaults={"wanted": wanted}
        )
        changed = created or bool(own.exclude(wanted=wanted).update(wanted=wanted))
    if changed:
        _tell(by)
    return changed


@action
def set_level(place: str, *, by: User, degree: str) -> bool:
    """How much to hear of a place; an empty ``degree`` means what the place has by default."""
    require(can_set_level(by, place))
    return _set_level(place, by, _known(degree)) and _tell(by)


@action
def set_default_level(space: Space, *, by: User, degree: str) -> bool:
    """What its members hear who have chosen nothing; an empty ``degree`` means what concerns them."""
    require(can_set_default_level(by, space))
    if degree == Level.Degree.NOTHING:
        raise ValidationError(_("Nobody is made to hear nothing: each can choose that."))
    changed = _set_level(space.key, None, _known(degree))
    if changed:
        record(DEFAULT_SET, by=by, on=space, degree=degree)
    return changed


@action
def set_quiet_hours(*, by: User, days: Iterable[int], begins: time | None, ends: time | None) -> bool:
    """When mail and push keep still, every week. No days, or no times: never."""
    require(can_choose(by))
    chosen = sorted(set(days))
    if not set(chosen) <= set(range(7)):
        raise ValidationError(_("A week has seven days, from 0 for Monday to 6 for Sunday."))
    if chosen and (begins is None or ends is None):
        raise ValidationError(_("Say from when and until when."))
    if not chosen:
        begins = ends = None
    return _set_quiet(by, days=chosen, begins=begins, ends=ends)


@action
def keep_still(*, by: User, until: datetime | None, shown: bool = False) -> bool:
    """Hold mail and push back once, until then; None ends it. ``shown``: others see it as one's status meanwhile,
    unless one has set another."""
    require(can_choose(by))
    if until is not None and until <= now():
        raise ValidationError(_("That moment has passed."))
    own = Status.objects.filter(person=by).first()
    is_ours = own is not None and own.emoji == STILL
    if is_ours and not (until is not None and shown):
        clear_status(by, by=by)
    elif until is not None and shown and (own is None or is_ours or not own.holds):
        set_status(by, by=by, emoji=STILL, text=_("Not to be disturbed"), until=until)
    return _set_quiet(by, still_until=until)


def _set_quiet(by: User, **fields: object) -> bool:
    quiet = QuietHours.objects.select_for_update().filter(person=by).first() or QuietHours(person=by)
    if all(getattr(quiet, name) == value for name, value in fields.items()):
        return False
    for name, value in fields.items():
        setattr(quiet, name, value)
    quiet.save()
    # What was held is looked at again: it may go out earlier now, or is held anew.
    held = Delivery.objects.filter(notification__recipient=by, state=Delivery.State.WAITING, due_at__gt=now())
    held.filter(why="quiet hours").update(due_at=now())
    return _tell(by)


def _known(degree: str) -> str:
    if degree and degree not in Level.Degree.values:
        raise ValidationError(_("Choose everything new, what concerns me, or nothing."))
    return degree


def _set_level(place: str, person: User | None, degree: str) -> bool:
    own = Level.objects.filter(place=place, person=person)
    if not degree:
        return bool(own.delete()[0])
    if own.filter(degree=degree).exists():
        return False
    if not own.update(degree=degree):
        Level.objects.create(place=place, person=person, degree=degree)
    return True


def _tell(person: User) -> bool:
    publish(person.key, "notifications.wishes_changed")
    return True
