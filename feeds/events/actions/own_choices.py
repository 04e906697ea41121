"""What one person decides for all events: how early to be reminded, and the secret address of the own calendar."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.models import EventChoices
from intranet.accounts.keys import hash_of
from intranet.accounts.models import User
from intranet.accounts.policies import can_change_settings
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

_USE_IS_NOTED_EVERY = timedelta(hours=1)
_LONGEST = 100


def choices_of(person: User) -> EventChoices:
    """What this person chose, or what holds for who has not chosen."""
    return EventChoices.objects.filter(person=person).first() or EventChoices(person=person)


@action
def choose_reminder(person: User, *, by: User, remind: int) -> bool:
    """How early this person hears of what they come to. False where nothing changes."""
    require(can_change_settings(by, person))
    if remind not in EventChoices.Lead.values:
        raise ValidationError({"remind": _("Choose one from the list.")})
    choices, _made = EventChoices.objects.get_or_create(person=person)
    if choices.remind == remind:
        return False
    EventChoices.objects.filter(pk=choices.pk).update(remind=remind)
    return True


@action
def make_address(person: User, *, by: User, covers: str = EventChoices.Covers.MINE) -> str:
    """A new secret for the address of the own calendar; the one before opens nothing from now on. It is told this
    once: only its hash is kept."""
    require(can_change_settings(by, person))
    if covers not in EventChoices.Covers:
        raise ValidationError({"covers": _("Choose one from the list.")})
    choices, _made = EventChoices.objects.get_or_create(person=person)
    secret = secrets.token_urlsafe(32)
    EventChoices.objects.filter(pk=choices.pk).update(
        key_hash=hash_of(secret), key_made_at=now(), key_used_at=None, covers=covers
    )
    record("feeds.calendar.opened", by=by, on=choices, audience=person.key, covers=covers)
    return secret


@action
def close_address(person: User, *, by: User) -> bool:
    """The address opens nothing any more. False where there was none."""
    require(can_change_settings(by, person))
    choices = EventChoices.objects.filter(person=person).exclude(key_hash="").first()
    if choices is None:
        return False
    EventChoices.objects.filter(pk=choices.pk).update(key_hash="", key_made_at=None, key_used_at=None)
    record("feeds.calendar.closed", by=by, on=choices, audience=person.key)
    return True


def find_address(secret: str) -> EventChoices | None:
    """Whose calendar has this address: nobody's, where the person has left. Notes that it is used."""
    if not 20 <= len(secret) <= _LONGEST:
        return None
    found = EventChoices.objects.select_related("person").filter(key_hash=hash_of(secret)).first()
    if found is None or not found.person.is_active:
        return None
    if found.key_used_at is None or found.key_used_at < now() - _USE_IS_NOTED_EVERY:
        _note_use(found)
    return found


@action
def forget_address(person: User, *, by: User) -> None:
    """Who has left the house has no calendar here, also when they come back."""
    EventChoices.objects.filter(person=person).update(key_hash="", key_made_at=None, key_used_at=None)


def _note_use(choices: EventChoices) -> None:
    EventChoices.objects.filter(pk=choices.pk).update(key_used_at=now())
