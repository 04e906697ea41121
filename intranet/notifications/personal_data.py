"""What a person was told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import (
    DigestWish,
    Interest,
    Level,
    MailTrouble,
    Notification,
    Preference,
    PushDevice,
    QuietHours,
    Taste,
    Visit,
)


def _register() -> None:
    table("notification-preferences", _("What comes by which channel"), Preference, order=61)
    table("notification-levels", _("How much you hear of which place"), Level, order=62)
    table("quiet-hours", _("Quiet hours"), QuietHours, order=63)
    table("mail-trouble", _("Mail that came back"), MailTrouble, order=64)
    table("digest", _("Your digest"), DigestWish, order=66)
    table("digest-tastes", _("What you want more and less of"), Taste, order=67)
    table("interests", _("Your interests"), Interest, order=68)
    table("visits", _("When you were last here"), Visit, order=69)
    # The address at the push service and its keys are for sending, to whoever has them.
    secret = ("endpoint", "p256dh", "auth", "told", "made_for")
    table("push-devices", _("Devices that push reaches"), PushDevice, without=secret, order=65)
    table("notifications", _("Inbox"), Notification, of="recipient", also=["activity__verb"], order=60)


_register()
