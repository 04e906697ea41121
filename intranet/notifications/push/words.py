"""What a device is sent: short, in the reader's language, and no more of it than the device may show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.core.models import SiteSettings
from intranet.core.text import excerpt
from intranet.notifications import inbox
from intranet.notifications.counting import unread_count
from intranet.notifications.models import Notification, PushDevice

TITLE, BODY = 120, 160


def message_about(person: User, notifications: Sequence[Notification], device: PushDevice) -> dict[str, Any]:
    """Several about one subject are one message, which replaces the one before: ``tag`` is the subject."""
    newest = notifications[-1]
    message = {
        "tag": newest.subject,
        "newest": newest.pk,
        "path": inbox.target_of(newest),
        # The way through the inbox, which marks it as read.
        "visit": reverse("notifications:notification", args=[newest.pk]),
        "unread": unread_count(person),
        "language": get_language(),
    }
    if not device.shows_contents:
        return message | {"title": SiteSettings.current().name, "body": _("Something new for you.")}
    thread = inbox.thread_of(notifications)
    return message | {"title": excerpt(thread.sentence, TITLE), "body": excerpt(thread.excerpt, BODY)}


def test_message(person: User) -> dict[str, Any]:
    return {
        "tag": "test",
        "newest": 0,
        "path": reverse("notifications:preferences"),
        "visit": reverse("notifications:preferences"),
        "unread": unread_count(person),
        "language": get_language(),
        "title": SiteSettings.current().name,
        "body": _("Push works on this device."),
        "test": True,
    }
