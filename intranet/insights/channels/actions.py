"""Keeping the register of outside channels: what stands in it, who has looked, who answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.months import months_after
from intranet.core.text import is_storable
from intranet.insights.models import ChannelReview, OutsideChannel
from intranet.insights.models.channels import MOST_MONTHS, USUAL_MONTHS
from intranet.insights.verbs import (
    CHANNEL_CHANGED,
    CHANNEL_DUE,
    CHANNEL_ORPHANED,
    CHANNEL_REGISTERED,
    CHANNEL_REMOVED,
    CHANNEL_REVIEWED,
)
from intranet.realtime.units import action, step

from . import policies
from .languages import codes_in

# Told on the day, and again while nobody looks.
AGAIN_AFTER = datetime.timedelta(days=30)
LONGEST_NOTE = 500
_LONGEST = {"name": 80, "address": 500, "purpose": 300, "access": 300}
_FIELDS = (*_LONGEST, "kind", "state", "owner", "languages", "review_months")
_is_web_address = URLValidator(schemes=["http", "https"])
State = OutsideChannel.State


@action
def register_channel(
    *,
    by: User,
    name: str,
    address: str,
    owner: User,
    kind: str = OutsideChannel.Kind.SOCIAL,
    purpose: str = "",
    access: str = "",
    languages: str | Iterable[str] = (),
    state: str = State.ACTIVE,
    review_months: int = USUAL_MONTHS,
    client_id: UUID | None = None,
) -> OutsideChannel:
    """Put a channel into the register; it is to be looked at after so many months. The same ``client_id`` by the same
    person gives the one that was made. ValidationError for an address that stands there already."""
    require(policies.can_register(by))
    if client_id and (made := OutsideChannel.objects.filter(registered_by=by, client_id=client_id).first()):
        return made
    said = _checked(
        {
            "name": name,
            "address": address,
            "kind": kind,
            "purpose": purpose,
            "access": access,
            "owner": owner,
            "languages": languages,
            "state": state,
            "review_months": review_months,
        }
    )
    _only_once(said["address"])
    channel = OutsideChannel(**said, registered_by=by, client_id=client_id)
    channel.review_due = months_after(localdate(), channel.review_months)
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError:  # somebody was as quick
        if client_id and (made := OutsideChannel.objects.filter(registered_by=by, client_id=client_id).first()):
            return made
        _only_once(channel.address)
        raise
    record(CHANNEL_REGISTERED, by=by, on=channel, **_told(channel, owner=owner.pk))
    return channel


@action
def change_channel(channel: OutsideChannel, *, by: User, **wanted: Any) -> bool:
    """Change what is given of a channel; False where that is what stood there. A new owner is told."""
    channel = _held(channel)
    require(policies.can_change(by, channel))
    said = _checked({name: value for name, value in wanted.items() if name in _FIELDS})
    changed = {name: value for name, value in said.items() if getattr(channel, name) != value}
    if not changed:
        return False
    if "address" in changed:
        _only_once(changed["address"], but=channel.pk)
    for name, value in changed.items():
        setattr(channel, name, value)
    if "review_months" in changed:
        last = channel.reviewed_at or channel.registered_at
        channel.review_due, channel.reminded_on = months_after(localdate(last), channel.review_months), None
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError:
        _only_once(channel.address, but=channel.pk)
        raise
    entrusted = changed["owner"].pk if "owner" in changed else None
    record(CHANNEL_CHANGED, by=by, on=channel, **_told(channel, owner=entrusted), changed=sorted(changed))
    return True


@action
def review_channel(channel: OutsideChannel, *, by: User, note: str = "", state: str = "") -> ChannelReview:
    """Say that one has looked, and how it stands now; it is due again after its months."""
    channel = _held(channel)
    require(policies.can_change(by, channel))
    note = " ".join(note.replace("\x00", "").split())
    if len(note) > LONGEST_NOTE:
        raise ValidationError({"note": _("This has at most %(count)d characters.") % {"count": LONGEST_NOTE}})
    if state:
        channel.state = _checked({"state": state})["state"]
    review = ChannelReview.objects.create(channel=channel, by=by, note=note, state=channel.state)
    channel.reviewed_at, channel.reviewed_by = review.at, by
    channel.review_due, channel.reminded_on = months_after(localdate(), channel.review_months), None
    channel.save()
    record(CHANNEL_REVIEWED, by=by, on=channel, **_told(channel), state=channel.state)
    return review


@action
def remove_channel(channel: OutsideChannel, *, by: User) -> None:
    """Out of the register, with its history: for what was put there by mistake. What has ended is closed instead."""
    channel = _held(channel)
    require(policies.can_remove(by))
    record(CHANNEL_REMOVED, by=by, on=channel, address_was=channel.address)
    channel.delete()


@action
def remind_of_channel(channel: OutsideChannel) -> bool:
    """Tell whoever answers that it is due, admins where nobody does. False where that was done, or somebody looked."""
    channel = _held(channel)
    today = localdate()
    told_lately = channel.reminded_on is not None and channel.reminded_on > today - AGAIN_AFTER
    if not channel.is_overdue or told_lately:
        return False
    channel.reminded_on = today
    channel.save(update_fields=["reminded_on"])
    owner = channel.owner_id if channel.has_owner else None
    record(CHANNEL_DUE, by=None, on=channel, **_told(channel, owner=owner))
    return True


@step
def entrust_channel(channel: OutsideChannel, *, by: User, to: User | None) -> None:
    """Whoever answered for it leaves: somebody else does from now on, or nobody, and admins are told."""
    channel = _held(channel)
    if to is not None:
        channel.owner = _owner(to)
        channel.save(update_fields=["owner"])
        record(CHANNEL_CHANGED, by=by, on=channel, **_told(channel, owner=to.pk), changed=["owner"])
        return
    if channel.owner_id is None:
        return
    channel.owner = None
    channel.save(update_fields=["owner"])
    if not channel.is_closed:
        record(CHANNEL_ORPHANED, by=by, on=channel, **_told(channel))


def leave_channels(person: User, by: User) -> None:
    """For ``hooks.on_deactivate``: nobody answers for what nobody has taken over."""
    for channel in OutsideChannel.objects.filter(owner=person).order_by("pk"):
        entrust_channel(channel, by=by, to=None)


def _held(channel: OutsideChannel) -> OutsideChannel:
    return OutsideChannel.objects.select_for_update(of=("self",)).select_related("owner").get(pk=channel.pk)


def _told(channel: OutsideChannel, *, owner: int | None = None) -> dict[str, Any]:
    return {"page": channel.get_absolute_url(), "owner": owner}


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    """The same, as it is kept. ValidationError by field."""
    found = dict(said)
    for name, longest in _LONGEST.items():
        if name in said:
            found[name] = _line(name, str(said[name]), longest)
    for name, needed in (("name", _("Give it a name.")), ("address", _("Give its address on the web."))):
        if name in found and not found[name]:
            raise ValidationError({name: needed})
    if "address" in found:
        found["address"] = _address(found["address"])
    if "kind" in found and found["kind"] not in OutsideChannel.Kind.values:
        raise ValidationError({"kind": _("There is no such kind.")})
    if "state" in found and found["state"] not in State.values:
        raise ValidationError({"state": _("It is active, asleep or closed.")})
    if "owner" in found:
        found["owner"] = _owner(found["owner"])
    if "languages" in found:
        found["languages"] = codes_in(found["languages"])
    if "review_months" in found and not 1 <= int(found["review_months"]) <= MOST_MONTHS:
        raise ValidationError({"review_months": _("Between 1 and %(most)s months.") % {"most": MOST_MONTHS}})
    return found


def _line(name: str, words: str, longest: int) -> str:
    words = " ".join(words.split())
    if not is_storable(words):
        raise ValidationError({name: _("This contains characters that cannot be kept.")})
    if len(words) > longest:
        raise ValidationError({name: _("This has at most %(count)d characters.") % {"count": longest}})
    return words


def _address(address: str) -> str:
    """The same place is written in one way: its host in small letters, and no slash at the end. A name and a password
    in an address are what opens it, so they are refused."""
    try:
        _is_web_address(address)
        parts = urlsplit(address)
        opens = parts.username is not None or parts.password is not None
    except (ValidationError, ValueError):
        raise ValidationError({"address": _("This is no address on the web.")}) from None
    if opens:
        raise ValidationError({"address": _("Leave the name and the password out of the address.")})
    return parts._replace(
        scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), path=parts.path.rstrip("/")
    ).geturl()


def _owner(person: User | None) -> User:
    if person is None or not person.is_active or not person.is_staff_member or person.is_agency or person.is_system:
        raise ValidationError({"owner": _("A colleague answers for it.")})
    return person


def _only_once(address: str, *, but: int | None = None) -> None:
    others = OutsideChannel.objects.filter(address=address)
    if (there := (others.exclude(pk=but) if but else others).first()) is not None:
        raise ValidationError(
            {"address": _("It is registered already: %(name)s.") % {"name": there.name}}, code="twice"
        )
