"""Webhooks are handed over when an account is closed. What nobody may take over is switched off when it is next to
be told something."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.handover import Held, Holding, register
from intranet.accounts.models import User

from . import policies
from .actions import hand_webhook
from .models import Webhook


def register_holdings() -> None:
    register(Holding("webhooks", gettext_lazy("Keeps webhooks"), finds=_find, hand=_hand, order=80))


def _find(person: User) -> Iterable[Held]:
    for webhook in Webhook.objects.filter(keeper=person).select_related("space").order_by("pk"):
        note = _("Without a successor it stops, unless whoever closes the account may keep it.")
        yield Held(webhook.key, str(webhook), note=note, url=webhook.get_absolute_url())


def _hand(held: Held, person: User, to: User | None, by: User) -> None:
    webhook = Webhook.objects.select_related("space").get(pk=int(held.key.rpartition("_")[2]))
    if to is None and by.pk != person.pk and policies.can_keep(by, webhook.scope, webhook.space):
        to = by
    hand_webhook(webhook, to=to, by=by)
