"""What a person was told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import Notification


def _register() -> None:
    table("notifications", _("Inbox"), Notification, of="recipient", also=["activity__verb"], order=60)


_register()
