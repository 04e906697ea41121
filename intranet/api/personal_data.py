"""Webhooks that a person keeps: the address and what it is told, never a key."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .webhooks.models import Webhook


def _register() -> None:
    # They stay when the person goes: the house goes on telling, by the right of whoever takes over.
    table("webhooks", _("Webhooks you keep"), Webhook, of="keeper", goes=False, order=72)


_register()
