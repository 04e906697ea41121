"""Sending what is due to one webhook at a time: try, wait longer each time, give up, switch off.

One job works off one webhook, and no two at a time (``enqueue_once``), so what is due goes out in order and once. A
webhook that does not answer rests as a whole: a thousand deliveries to a dead address are one try, not a thousand.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.activity.models import Activity
from intranet.core.fetching import Answered, FetchRefused, send
from intranet.jobs import job
from intranet.realtime.units import action

from . import policies
from .models import Attempt, Delivery, Webhook, keeper_of
from .payload import body_of, payload
from .reaching import limits_for
from .scopes import ear_of
from .signing import keys_in_force, signature
from .switching import switch_off

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 60, 10 * 60, 60 * 60, 6 * 60 * 60, 24 * 60 * 60))
FAILS_AT_MOST = timedelta(days=5)
# One run of the job; what is left is another run's, so that other jobs have their turn.
_AT_A_TIME = 20
_random = SystemRandom()


@dataclass(frozen=True)
class Outcome:
    """What came of one try."""

    milliseconds: int
    headers: dict[str, str]
    answer: Answered | None = None
    problem: str = ""

    @property
    def status(self) -> int | None:
        return self.answer.status if self.answer else None

    @property
    def is_delivered(self) -> bool:
        return self.answer is not None and 200 <= self.answer.status < 300


@action
def put_down(activity: Activity) -> int:
    """A delivery for each webhook that wants this activity and may hear of it."""
    fresh = 0
    told = set(Delivery.objects.filter(activity=activity).values_list("webhook_id", flat=True))
    for webhook in Webhook.objects.on().select_related("space", "keeper"):
        if webhook.pk in told or not webhook.takes(activity.verb):
            continue
        if payload(webhook, activity, ear_of(webhook)) is None:
            continue
        Delivery.objects.create(webhook=webhook, activity=activity, verb=activity.verb, next_at=now())
        set_going(webhook)
        fresh += 1
    return fresh


def set_going(webhook: Webhook) -> None:
    """Have what is due of it sent soon."""
    work_off.enqueue_once(key=str(webhook.pk), webhook_id=webhook.pk)


@job(attempts=5, backoff=60)
def work_off(*, webhook_id: int) -> int:
    """Send what is due to one webhook, oldest first. Returns how many tries were made."""
    webhook = Webhook.objects.select_related("space").filter(pk=webhook_id).first()
    if webhook is None or not webhook.is_on:
        return 0
    if not policies.can_keep(keeper_of(webhook) or AnonymousUser(), webhook.scope, webhook.space):
        switch_off(webhook, Webhook.Why.KEEPER)
        return 0
    tries = 0
    for delivery in _due_of(webhook):
        if _rests(webhook) and not _is_pressed(delivery):
            continue
        if _try(webhook, delivery):
            tries += 1
        webhook.refresh_from_db()
        if not webhook.is_on:
            return tries
    _see_to_the_rest(webhook)
    return tries


@job
def wake(*, webhook_id: int) -> None:
    """The time has come for something that was put off."""
    Webhook.objects.filter(pk=webhook_id).update(wakes_at=None)
    webhook = Webhook.objects.filter(pk=webhook_id).first()
    if webhook is not None:
        set_going(webhook)


def _due_of(webhook: Webhook) -> list[Delivery]:
    due = Delivery.objects.due().filter(webhook=webhook).select_related("activity__actor")
    return list((due.filter(_PRESSED) if _rests(webhook) else due)[:_AT_A_TIME])


def _rests(webhook: Webhook) -> bool:
    return webhook.rests_until is not None and webhook.rests_until > now()


# Test events and replays, whose first try somebody is waiting for, go out though the webhook rests.
_PRESSED = Q(tries_in_round=0) & (Q(activity=None) | Q(tries__gt=0))


def _is_pressed(delivery: Delivery) -> bool:
    return delivery.tries_in_round == 0 and (delivery.activity_id is None or delivery.tries > 0)


def _try(webhook: Webhook, delivery: Delivery) -> bool:
    delivery.webhook = webhook
    body = body_of(delivery)
    if body is None:
        _settle(delivery, Delivery.State.WITHHELD)
        return False
    _note(webhook, delivery, _send(webhook, delivery, body))
    return True


def _send(webhook: Webhook, delivery: Delivery, body: bytes) -> Outcome:
    """Outside of any transaction: a slow address must not hold one open."""
    timestamp = int(now().timestamp())
    shown = {
        "content-type": "application/json",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(timestamp),
    }
    signed = signature(delivery.message_id, timestamp, body, keys_in_force(webhook))
    began = time.monotonic()
    try:
        answer = send(webhook.url, body, headers=shown | {"webhook-signature": signed}, limits=limits_for(webhook.url))
    except FetchRefused as refused:
        return Outcome(_since(began), shown, problem=str(refused))
    return Outcome(_since(began), shown, answer)


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


@action
def _note(webhook: Webhook, delivery: Delivery, outcome: Outcome) -> None:
    """Write down how it went, and what comes next."""
    delivery.tries += 1
    delivery.tries_in_round += 1
    delivery.status = outcome.status
    Attempt.objects.create(
        delivery=delivery,
        number=delivery.tries,
        milliseconds=outcome.milliseconds,
        headers=outcome.headers,
        status=outcome.status,
        problem=(outcome.problem or _said(outcome))[:300],
        answer=_as_text(outcome.answer),
        answer_cut=bool(outcome.answer and outcome.answer.cut),
    )
    if outcome.is_delivered:
        _settle(delivery, Delivery.State.DELIVERED)
        if webhook.failing_since is not None:
            Webhook.objects.filter(pk=webhook.pk).update(failing_since=None, failures=0, rests_until=None)
        return
    if delivery.tries_in_round > len(PAUSES) or delivery.activity_id is None:
        _settle(delivery, Delivery.State.FAILED)
    else:
        delivery.next_at = now() + _shaken(PAUSES[delivery.tries_in_round - 1])
        delivery.save(update_fields=["tries", "tries_in_round", "status", "next_at"])
    _count_against(webhook, outcome)


def _count_against(webhook: Webhook, outcome: Outcome) -> None:
    if outcome.status == 410:
        switch_off(webhook, Webhook.Why.GONE)
        return
    since = webhook.failing_since or now()
    if now() - since >= FAILS_AT_MOST:
        switch_off(webhook, Webhook.Why.FAILING)
        return
    rests = now() + _shaken(PAUSES[min(webhook.failures, 3)])
    Webhook.objects.filter(pk=webhook.pk).update(failing_since=since, failures=F("failures") + 1, rests_until=rests)


def _settle(delivery: Delivery, state: Delivery.State) -> None:
    delivery.state, delivery.settled_at, delivery.next_at = state, now(), None
    delivery.save(update_fields=["state", "settled_at", "next_at", "tries", "tries_in_round", "status"])


def _see_to_the_rest(webhook: Webhook) -> None:
    """Come back at once for what is due, and at its time for what is not: one job waits for all of it."""
    waiting = Delivery.objects.filter(webhook=webhook, state=Delivery.State.WAITING)
    next_at: datetime | None = waiting.order_by("next_at").values_list("next_at", flat=True).first()
    if next_at is None:
        return
    when = max(next_at, webhook.rests_until or next_at)
    if when <= now():
        set_going(webhook)
    elif webhook.wakes_at is None or webhook.wakes_at <= now() or webhook.wakes_at > when:
        Webhook.objects.filter(pk=webhook.pk).update(wakes_at=when)
        wake.enqueue_at(when, webhook_id=webhook.pk)


def _shaken(pause: timedelta) -> timedelta:
    """Never two webhooks in step."""
    return pause * _random.uniform(0.8, 1.2)


def _said(outcome: Outcome) -> str:
    if outcome.answer is None or outcome.is_delivered:
        return ""
    if 300 <= outcome.answer.status < 400:
        return _("It leads to another address. Redirects are not followed: enter the other address here.")
    if outcome.answer.status == 410:
        return _("It says that it is gone for good. The webhook was switched off.")
    return ""


def _as_text(answer: Answered | None) -> str:
    return answer.body.decode("utf-8", "replace").replace("\x00", "\ufffd") if answer else ""
