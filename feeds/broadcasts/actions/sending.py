"""Sending a broadcast, changing it, and ending it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import EllipsisType
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from feeds.broadcasts import policies
from feeds.broadcasts.aims import Aim, placed
from feeds.broadcasts.delivering import waiting_for
from feeds.broadcasts.spread.going import bring_twin_back, take_twin_along
from feeds.broadcasts.spread.twins import Words, along_with, drop_twin, write_twin
from feeds.broadcasts.verbs import ASKED_AGAIN, CHANGED, ENDED, REMINDED
from feeds.models import Broadcast, Reach
from intranet.accounts.models import User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.when import When
from intranet.core.decisions import no, require
from intranet.realtime.publish import publish
from intranet.realtime.units import action

OWN = (
    "must_acknowledge",
    "acknowledge_by",
    "reminds",
    "stays_until_seen",
    "expires_at",
    "late_joiners",
    "goal",
    "outcome",
)
# So that nobody is reminded twice by two who look at the same list.
REMIND_AGAIN_AFTER = timedelta(hours=20)
_LONGEST = {"goal": 1000, "outcome": 2000}


@action
def publish_broadcast(
    *,
    by: User,
    title: str,
    body: str,
    aim: Aim,
    signed_by: User | None = None,
    must_acknowledge: bool = False,
    acknowledge_by: date | None = None,
    reminds: bool = True,
    stays_until_seen: bool = False,
    expires_at: datetime | None = None,
    late_joiners: str = Broadcast.LateJoiners.CURRENT,
    goal: str = "",
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    when: When | None = None,
    twin: Words | None = None,
) -> Broadcast:
    """Send a broadcast to whom ``aim`` names; now, or ``when``. Pressing twice (same ``client_id``) sends one.

    With ``signed_by`` it is that person's word, written by this one, and says so to all. Rows of whom it has reached
    are made in the background. ``twin`` is what the public reads with it: both come out in one transaction.
    """
    if (earlier := content_actions.written_before(Broadcast, by=by, client_id=client_id)) is not None:
        return earlier
    signed_by = signed_by or by
    aim = replace(aim, besides=frozenset({by.pk, signed_by.pk}))
    require(policies.can_send(by, aim))
    require(policies.can_sign_as(by, signed_by))
    if not title.strip():
        raise ValidationError({"title": _("Give it a title.")})
    broadcast = Broadcast(
        signed_by=signed_by,
        must_acknowledge=must_acknowledge,
        acknowledge_by=acknowledge_by if must_acknowledge else None,
        reminds=reminds,
        stays_until_seen=stays_until_seen,
        expires_at=expires_at,
        late_joiners=late_joiners,
        goal=plain(goal, lines=True),
    )
    _check(broadcast, first_day=localdate(when.moment) if when is not None else localdate())
    if gone := [one.name for one in aim.companies if one.archived_at is not None]:
        raise ValidationError(_("%(name)s is archived.") % {"name": gone[0]}, code="archived")
    if not aim.everybody().exists():
        raise ValidationError(_("This would come to nobody."), code="nobody")
    space, audience = placed(aim, by=by, signed_by=signed_by)
    return content_actions.publish_entry(
        broadcast,
        by=by,
        title=title,
        body=body,
        space=space,
        audience=audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
        when=when,
        along=(lambda made: along_with(made, twin, by=by)) if twin is not None else None,
    )


@action
def edit_broadcast(
    broadcast: Broadcast,
    *,
    by: User,
    title: str,
    body: str,
    based_on: int | None = None,
    ask_again: bool = False,
    attachment_ids: Iterable[Any] | None = None,
    twin: Words | EllipsisType | None = ...,
) -> Broadcast:
    """Change its words. What was acknowledged before is marked as of an older text; with ``ask_again`` it does not
    count any more, and whoever had acknowledged is told. ``twin``: what the public is to read with what is not out yet,
    None for nothing; left alone without."""
    hold_broadcast(broadcast)
    if not title.strip():
        raise ValidationError({"title": _("Give it a title.")})
    before, was = broadcast.revisions_count, (broadcast.title, broadcast.body)
    content_actions.edit_entry(
        broadcast, by=by, title=title, body=body, based_on=based_on, attachment_ids=attachment_ids
    )
    if twin is None:
        drop_twin(broadcast, by=by)
    elif twin is not ...:
        write_twin(broadcast, by=by, words=twin)
    if broadcast.revisions_count == before or (broadcast.title, broadcast.body) == was:
        return broadcast
    broadcast.text_version += 1
    asks = ask_again and broadcast.must_acknowledge
    if asks:
        broadcast.asked_version = broadcast.text_version
    broadcast.save(update_fields=["text_version", "asked_version"])
    if asks:
        had = Reach.objects.filter(broadcast=broadcast, acknowledged_at__isnull=False)
        people = list(had.order_by("person_id").values_list("person_id", flat=True))
        if people:
            record(ASKED_AGAIN, by=by, on=broadcast, people=people)
    return broadcast


@action
def change_broadcast(broadcast: Broadcast, *, by: User, **changes: Any) -> Broadcast:
    """Change what is asked with it (OWN): the day, reminders, its end, who joins later, goal and outcome."""
    if unknown := changes.keys() - set(OWN):
        raise TypeError(f"change_broadcast() does not know {sorted(unknown)}")
    hold_broadcast(broadcast)
    require(policies.can_keep(by, broadcast))
    for name in _LONGEST.keys() & changes.keys():
        changes[name] = plain(changes[name], lines=True)
    changed = sorted(name for name, value in changes.items() if getattr(broadcast, name) != value)
    for name in changed:
        setattr(broadcast, name, changes[name])
    if not broadcast.must_acknowledge:
        broadcast.acknowledge_by = None
    if not changed:
        return broadcast
    first_day = localdate() if {"acknowledge_by", "must_acknowledge"} & set(changed) else None
    _check(broadcast, first_day=first_day, ends="expires_at" in changed)
    broadcast.save(update_fields=[*changed, "acknowledge_by"])
    record(CHANGED, by=by, on=broadcast, fields=changed)
    if "expires_at" in changed and not broadcast.is_expired:
        bring_twin_back(broadcast, by=by)
    # Cards of it are kept by the number of its stream.
    publish(broadcast.root_key, CHANGED, on=broadcast.key, entry=broadcast.entry_id)
    return broadcast


@action
def let_expire(broadcast: Broadcast, *, by: User) -> bool:
    """End it now: it stays to be read, and asks for nothing any more. False where it had ended."""
    hold_broadcast(broadcast)
    require(policies.can_keep(by, broadcast))
    if broadcast.is_expired:
        return False
    broadcast.expires_at = now()
    broadcast.save(update_fields=["expires_at"])
    record(ENDED, by=by, on=broadcast)
    take_twin_along(broadcast, by=by)
    publish(broadcast.root_key, ENDED, on=broadcast.key, entry=broadcast.entry_id)
    return True


@action
def remind_now(broadcast: Broadcast, *, by: User, people: Iterable[int] | None = None) -> int:
    """Remind those who have not acknowledged, or these of them; at most once a day. Returns how many."""
    from intranet.activity.models import Activity  # noqa: PLC0415 - read for this alone

    hold_broadcast(broadcast)
    require(policies.can_see_reach(by, broadcast))
    if not broadcast.must_acknowledge or broadcast.is_expired:
        require(no(_("No acknowledgement is asked for here.")))
    lately = Activity.objects.filter(verb=REMINDED, subject=broadcast.key, created_at__gt=now() - REMIND_AGAIN_AFTER)
    if lately.exists():
        require(no(_("They were reminded today. You can remind them again tomorrow.")))
    waiting = waiting_for(broadcast)
    if people is not None:
        waiting = waiting.filter(pk__in=list(people))
    told = list(waiting.order_by("pk").values_list("pk", flat=True))
    if told:
        record(REMINDED, by=by, on=broadcast, people=told)
    return len(told)


def hold_broadcast(broadcast: Broadcast) -> None:
    """``content.actions.hold`` for a broadcast: what it asks for is what is there now."""
    content_actions.hold(broadcast)
    broadcast.refresh_from_db(fields=[*OWN, "text_version", "asked_version", "delivered_at"])


def _check(broadcast: Broadcast, *, first_day: date | None, ends: bool = True) -> None:
    if broadcast.late_joiners not in Broadcast.LateJoiners:
        raise ValidationError({"late_joiners": _("Choose one from the list.")})
    day = broadcast.acknowledge_by
    if first_day is not None and day is not None and day < first_day:
        raise ValidationError({"acknowledge_by": _("That day is over before it comes out.")})
    if ends and broadcast.expires_at is not None:
        if broadcast.expires_at <= now():
            raise ValidationError({"expires_at": _("Choose a time that is still to come.")})
        if day is not None and localdate(broadcast.expires_at) < day:
            raise ValidationError({"expires_at": _("It would expire before the day by which it is acknowledged.")})
    for name, longest in _LONGEST.items():
        if len(getattr(broadcast, name)) > longest:
            raise ValidationError({name: _("That is too long: %(most)d characters at most.") % {"most": longest}})
