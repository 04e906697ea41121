"""Switching a webhook off without anybody pressing anything, and telling those who keep it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.realtime.units import action
from intranet.spaces.models import Membership

from . import wanted
from .models import Delivery, Webhook
from .verbs import SWITCHED_OFF

_TOLD_AT_MOST = 20


@action
def switch_off(webhook: Webhook, why: Webhook.Why) -> bool:
    """Off, with what waits given up: it can be replayed. False when it was not on."""
    changed = Webhook.objects.filter(pk=webhook.pk, state=Webhook.State.ON).update(
        state=Webhook.State.OFF, why_off=why, rests_until=None
    )
    if not changed:
        return False
    webhook.state, webhook.why_off = Webhook.State.OFF, why
    waiting = Delivery.objects.filter(webhook=webhook, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.FAILED, settled_at=now(), next_at=None)
    wanted.changed()
    told: dict[str, Any] = {"why": str(why), "message": str(why.label), "people": _who_keep(webhook)}
    record(SWITCHED_OFF, by=None, on=webhook, page=webhook.get_absolute_url(), **told)
    return True


def _who_keep(webhook: Webhook) -> list[int]:
    """The keeper, and the others who could set it right: owners of its space, or admins."""
    others = Q(role=User.Role.ADMIN)
    if webhook.space_id is not None:
        owners = Membership.objects.filter(space=webhook.space_id, role=Membership.Role.OWNER)
        others = Q(pk__in=owners.values("person_id"))
    people = User.objects.active().staff().filter(Q(pk=webhook.keeper_id) | others)
    return list(people.order_by("pk").values_list("pk", flat=True)[:_TOLD_AT_MOST])
