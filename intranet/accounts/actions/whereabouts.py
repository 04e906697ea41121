"""Saying how one is for a while: a status, and being out of office with somebody who stands in."""

from __future__ import annotations

import datetime
import unicodedata
import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts import policies
from intranet.accounts.models import Absence, Status, User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action

NOW_CHANGED = "accounts.person.now_changed"
LONGEST_TEXT = 80
LONGEST_MESSAGE = 300
LONGEST_ABSENCE = datetime.timedelta(days=2 * 366)
# How long a ring of stand-ins is looked for.
MOST_STEPS = 20


@action
def set_status(
    person: User, *, by: User, emoji: str = "", text: str = "", until: datetime.datetime | None = None
) -> Status:
    """An emoji, some words, or both; without ``until`` it holds until it is cleared."""
    require(policies.can_change_personal(by, person))
    emoji, text = _checked_emoji(emoji), plain(text)
    if not emoji and not text:
        raise ValidationError({"text": _("Write a few words, or choose an emoji.")})
    if len(text) > LONGEST_TEXT:
        raise ValidationError({"text": _("This has at most %(count)d characters.") % {"count": LONGEST_TEXT}})
    if until is not None and until <= now():
        raise ValidationError({"until": _("That moment has passed.")})
    told = {"emoji": emoji, "text": text, "until": until, "set_at": now()}
    status, _made = Status.objects.update_or_create(person=person, defaults=told)
    record("accounts.person.status_set", by=by, on=person, audience="")
    _say_changed(person)
    return status


@action
def clear_status(person: User, *, by: User) -> bool:
    """False where there was none."""
    require(policies.can_change_personal(by, person))
    gone, _rows = Status.objects.filter(person=person).delete()
    if gone:
        record("accounts.person.status_cleared", by=by, on=person, audience="")
        _say_changed(person)
    return bool(gone)


@action
def announce_absence(
    person: User,
    *,
    by: User,
    last_day: datetime.date,
    first_day: datetime.date | None = None,
    message: str = "",
    stand_in: User | None = None,
) -> Absence:
    """Out of office for whole days, in the person's own time zone; another one takes the place of the one before.

    Who stands in must be a colleague who can be asked, and must not pass back to the person who leaves.
    """
    require(policies.can_change_personal(by, person))
    zone = zoneinfo.ZoneInfo(person.time_zone)
    today = now().astimezone(zone).date()
    first_day = first_day or today
    if last_day < first_day:
        raise ValidationError({"last_day": _("The last day comes before the first.")})
    if last_day < today:
        raise ValidationError({"last_day": _("Those days have passed.")})
    if last_day - first_day > LONGEST_ABSENCE:
        raise ValidationError({"last_day": _("That is longer than two years.")})
    message = plain(message)
    if len(message) > LONGEST_MESSAGE:
        raise ValidationError({"message": _("This has at most %(count)d characters.") % {"count": LONGEST_MESSAGE}})
    absence = Absence(
        person=person,
        first_day=first_day,
        last_day=last_day,
        begins_at=_midnight(first_day, zone),
        ends_at=_midnight(last_day + datetime.timedelta(days=1), zone),
        message=message,
        stand_in=stand_in,
    )
    if stand_in is not None:
        _can_stand_in(absence, stand_in)
    told = ("first_day", "last_day", "begins_at", "ends_at", "message", "stand_in")
    absence, _made = Absence.objects.update_or_create(
        person=person, defaults={name: getattr(absence, name) for name in told}
    )
    record("accounts.person.absence_set", by=by, on=person, audience="")
    _say_changed(person)
    return absence


@action
def end_absence(person: User, *, by: User) -> bool:
    """Back again, or not leaving after all. False where there was nothing to end."""
    require(policies.can_change_personal(by, person))
    gone, _rows = Absence.objects.filter(person=person).delete()
    if gone:
        record("accounts.person.absence_ended", by=by, on=person, audience="")
        _say_changed(person)
    return bool(gone)


def _say_changed(person: User) -> None:
    # To the person's own tabs. Others see what it was chosen that they see, and ask when they look (docs/realtime.md).
    publish(person.key, NOW_CHANGED)


def _can_stand_in(absence: Absence, stand_in: User) -> None:
    person = absence.person
    if stand_in.pk == person.pk:
        raise ValidationError({"stand_in": _("Name somebody else: you cannot stand in for yourself.")})
    known = User.objects.visible_to(person).active().filter(kind=person.kind)
    if not known.filter(pk=stand_in.pk).exists():
        raise ValidationError({"stand_in": _("A colleague with an open account can stand in for you.")})
    _no_ring(absence, stand_in)


def _no_ring(absence: Absence, stand_in: User) -> None:
    """Follow who stands in for whom during these days: it must not lead back to who leaves."""
    next_one: int | None = stand_in.pk
    met: set[int] = set()
    for _step in range(MOST_STEPS):
        if next_one is None or next_one in met:
            return
        met.add(next_one)
        theirs = Absence.objects.filter(person=next_one, begins_at__lt=absence.ends_at, ends_at__gt=absence.begins_at)
        next_one = theirs.values_list("stand_in", flat=True).first()
        if next_one == absence.person_id:
            name = {"name": stand_in}
            raise ValidationError(
                {"stand_in": _("%(name)s is away then, and names you to stand in. Name somebody else.") % name}
            )


def _midnight(day: datetime.date, zone: zoneinfo.ZoneInfo) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day, tzinfo=zone)


def _checked_emoji(emoji: str) -> str:
    emoji = plain(emoji)
    letters = any(unicodedata.category(sign)[0] in "LZ" for sign in emoji)
    # A keycap ("3" and a ring) is the one emoji with a digit in it.
    if len(emoji) > 12 or letters or (emoji and emoji.isascii()):
        raise ValidationError({"emoji": _("One emoji, please.")})
    return emoji
