"""Everything that people do with webhooks. What the machine does by itself is in ``delivering`` and ``switching``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space

from . import delivering, policies, wanted
from .models import EVERY_VERB, Delivery, SigningKey, Webhook
from .reaching import checked_url
from .signing import secret_of
from .verbs import TEST, on_offer

MOST = 50
OVERLAP = timedelta(hours=24)


@action
def add_webhook(
    *,
    by: User,
    url: str,
    verbs: Iterable[str],
    scope: str,
    space: Space | None = None,
    description: str = "",
    with_bodies: bool = False,
    client_id: UUID | None = None,
) -> tuple[Webhook, str]:
    """Make one, and its secret, which is told here and never again. The same ``client_id`` by the same person gives
    the first one, without its secret."""
    require(policies.can_keep(by, scope, space))
    if client_id and (made := Webhook.objects.filter(keeper=by, client_id=client_id).first()):
        return made, ""
    if Webhook.objects.count() >= MOST:
        raise ValidationError(_("There are %(most)s webhooks, which is as many as there may be.") % {"most": MOST})
    webhook = Webhook.objects.create(
        url=checked_url(url),
        description=" ".join(description.split())[:200],
        scope=scope,
        space=space if scope == Webhook.Scope.SPACE else None,
        verbs=_checked_verbs(verbs),
        with_bodies=with_bodies,
        keeper=by,
        client_id=client_id,
    )
    key = SigningKey.objects.create(webhook=webhook)
    wanted.changed()
    record("webhooks.webhook.added", by=by, on=webhook, scope=scope, space=webhook.space_id, texts=with_bodies)
    return webhook, secret_of(key)


@action
def change_webhook(
    webhook: Webhook,
    *,
    by: User,
    url: str | None = None,
    verbs: Iterable[str] | None = None,
    description: str | None = None,
    with_bodies: bool | None = None,
) -> list[str]:
    """Change what was given; returns the names of what is different now. The scope stays."""
    _hold(webhook)
    require(policies.can_change(by, webhook))
    new: dict[str, Any] = {
        "url": checked_url(url) if url is not None else None,
        "verbs": _checked_verbs(verbs, kept=webhook.verbs) if verbs is not None else None,
        "description": " ".join(description.split())[:200] if description is not None else None,
        "with_bodies": with_bodies,
    }
    changed = [name for name, value in new.items() if value is not None and value != getattr(webhook, name)]
    for name in changed:
        setattr(webhook, name, new[name])
    if changed:
        webhook.save(update_fields=changed)
        wanted.changed()
        record("webhooks.webhook.changed", by=by, on=webhook, fields=changed)
    return changed


@action
def pause_webhook(webhook: Webhook, *, by: User) -> bool:
    """Nothing is sent and nothing new is put down until it is resumed; what waits goes on waiting."""
    _hold(webhook)
    require(policies.can_change(by, webhook))
    if not webhook.is_on:
        return False
    webhook.state = Webhook.State.PAUSED
    webhook.save(update_fields=["state"])
    wanted.changed()
    record("webhooks.webhook.paused", by=by, on=webhook)
    return True


@action
def resume_webhook(webhook: Webhook, *, by: User) -> bool:
    """On again, from now on by the right of whoever resumes it, and with a clean slate."""
    _hold(webhook)
    require(policies.can_change(by, webhook))
    if webhook.is_on:
        return False
    webhook.state, webhook.why_off = Webhook.State.ON, ""
    webhook.failing_since = webhook.rests_until = webhook.wakes_at = None
    webhook.failures = 0
    if webhook.keeper_id != by.pk:
        webhook.keeper, webhook.client_id = by, None
    webhook.save()
    wanted.changed()
    record("webhooks.webhook.resumed", by=by, on=webhook)
    delivering.set_going(webhook)
    return True


@action
def rotate_secret(webhook: Webhook, *, by: User) -> str:
    """A new secret, told here and never again. For a day both sign; of two older ones the oldest ends at once."""
    _hold(webhook)
    require(policies.can_change(by, webhook))
    webhook.keys.exclude(ends_at=None).filter(ends_at__gt=now()).update(ends_at=now())
    webhook.keys.filter(ends_at=None).update(ends_at=now() + OVERLAP)
    key = SigningKey.objects.create(webhook=webhook)
    record("webhooks.webhook.rotated", by=by, on=webhook)
    return secret_of(key)


@action
def end_older_secret(webhook: Webhook, *, by: User) -> bool:
    """From now on the newest secret signs alone. False when it did already."""
    _hold(webhook)
    require(policies.can_change(by, webhook))
    ended = webhook.keys.exclude(ends_at=None).filter(ends_at__gt=now()).update(ends_at=now())
    if ended:
        record("webhooks.webhook.rotated", by=by, on=webhook, ended=ended)
    return bool(ended)


@action
def delete_webhook(webhook: Webhook, *, by: User) -> None:
    """Gone, with its log."""
    require(policies.can_change(by, webhook))
    record("webhooks.webhook.deleted", by=by, on=webhook)
    webhook.delete()
    wanted.changed()


@action
def send_test(webhook: Webhook, *, by: User) -> Delivery:
    """An event that says nothing, tried once, also while the webhook rests."""
    require(policies.can_change(by, webhook))
    require(policies.can_send_now(webhook))
    delivery = Delivery.objects.create(webhook=webhook, verb=TEST, next_at=now())
    delivering.set_going(webhook)
    return delivery


@action
def replay(delivery: Delivery, *, by: User) -> bool:
    """Send it once more, whatever came of it. False when it is waiting already."""
    require(policies.can_change(by, delivery.webhook))
    require(policies.can_send_now(delivery.webhook))
    settled = Delivery.objects.filter(pk=delivery.pk).exclude(state=Delivery.State.WAITING)
    if not settled.update(state=Delivery.State.WAITING, next_at=now(), tries_in_round=0, settled_at=None):
        return False
    delivering.set_going(delivery.webhook)
    record("webhooks.webhook.replayed", by=by, on=delivery.webhook, delivery=delivery.pk)
    return True


@action
def replay_failed(webhook: Webhook, *, by: User, since: datetime) -> int:
    """Send again all that failed since then. Returns how many."""
    require(policies.can_change(by, webhook))
    require(policies.can_send_now(webhook))
    failed = Delivery.objects.filter(webhook=webhook, state=Delivery.State.FAILED, created_at__gte=since)
    count = failed.update(state=Delivery.State.WAITING, next_at=now(), tries_in_round=0, settled_at=None)
    if count:
        delivering.set_going(webhook)
        record("webhooks.webhook.replayed", by=by, on=webhook, since=since.isoformat(), count=count)
    return count


@action
def hand_webhook(webhook: Webhook, *, to: User | None, by: User) -> None:
    """Another keeper, for use while an account is closed. Who may not keep it does not get it."""
    if to is not None and not policies.can_keep(to, webhook.scope, webhook.space):
        raise ValidationError(_("%(name)s may not keep this webhook.") % {"name": to})
    Webhook.objects.filter(pk=webhook.pk).update(keeper=to, client_id=None)
    record("webhooks.webhook.changed", by=by, on=webhook, fields=["keeper"], to=to.pk if to else None)


def _hold(webhook: Webhook) -> None:
    Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    webhook.refresh_from_db()


def _checked_verbs(wanted_verbs: Iterable[str], kept: Iterable[str] = ()) -> list[str]:
    chosen = list(dict.fromkeys(wanted_verbs))
    if EVERY_VERB in chosen:
        return [EVERY_VERB]
    known = {verb.name for _area, offered in on_offer() for verb in offered} | set(kept)
    if unknown := [verb for verb in chosen if verb not in known]:
        raise ValidationError({"verbs": _("There is no such event: %(verb)s.") % {"verb": unknown[0][:80]}})
    if not chosen:
        raise ValidationError({"verbs": _("Choose at least one event.")})
    return sorted(chosen)
