"""Which verbs any webhook wants, remembered for five seconds: where there is none, an action pays nothing for it."""

from __future__ import annotations

import time

from django.db import transaction

from .models import EVERY_VERB, Webhook
from .verbs import is_by_name, is_carried

_REMEMBERED_SECONDS = 5.0
_remembered: tuple[float, frozenset[str]] | None = None


def is_wanted(verb: str) -> bool:
    if not is_carried(verb):
        return False
    wanted = _wanted()
    return verb in wanted or (EVERY_VERB in wanted and not is_by_name(verb))


def forget() -> None:
    """Ask again in this process. Others do within five seconds."""
    global _remembered  # noqa: PLW0603 - the memory of this process
    _remembered = None


def changed() -> None:
    """Call in the action that changes a webhook: this process asks again, now and after the commit."""
    forget()
    transaction.on_commit(forget, robust=True)


def _wanted() -> frozenset[str]:
    global _remembered  # noqa: PLW0603
    if _remembered is not None and _remembered[0] > time.monotonic():
        return _remembered[1]
    lists = Webhook.objects.on().order_by().values_list("verbs", flat=True)
    found = frozenset(verb for verbs in lists for verb in verbs)
    _remembered = (time.monotonic() + _REMEMBERED_SECONDS, found)
    return found
