"""What stands behind the addresses of ``table_of_entry_life``, and what is sent to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.content import actions
from intranet.content.models import Entry
from intranet.content.when import When
from intranet.conversation.reminders.actions import remind
from intranet.spaces.models import Space

FORMS: dict[str, dict[str, Any]] = {
    "content:move": {"to": "org"},
    "content:place": {"to": "space_{vault_id}"},
    "content:pin": {"days": "7"},
    "content:unpin": {"space": "{space_id}"},
    "content:move-pin": {"space": "{space_id}"},
    "content:time": {"when_day": (localdate() + timedelta(days=30)).isoformat(), "when_clock": "09:00"},
    "content:put-into-series": {"name": "Notes on fans"},
    "content:change-series": {"name": "Notes on bearings"},
    "conversation:drop-draft": {"key": "post:home"},
    "conversation:remind": {"for": "tomorrow"},
    "conversation:reminder": {"for": "tomorrow", "note": "Fans"},
    "conversation:reminder-new": {"for": "tomorrow", "note": "Fans"},
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:keep_draft": {"fields": {"body": "Half a tho"}},
    "api:reminders": {"note": "Fans", "time": "tomorrow"},
    "api:change_reminder": {"note": "Fans", "time": "tomorrow"},
    "api:all_series": {"name": "Notes on fans"},
    "api:series": {"name": "Notes on bearings"},
    "api:order_series": {"entries": []},
    "api:pins": {"entries": []},
    "api:change_time": {"at": (now() + timedelta(days=30)).isoformat()},
    "api:move_entry": {"space_id": None},
}


def furnish(post: Entry, *, lab: Space, vault: Space, author: User) -> dict[str, Any]:
    waiting = publish_post(
        by=author, space=lab, body="Tomorrow", when=When.at(now() + timedelta(days=1), author.time_zone)
    )
    shared = publish_post(by=author, space=lab, body="In two rooms")
    actions.place_entry(shared, by=author, space=vault)
    actions.pin_entry(shared, by=author, space=lab)
    reminder = remind(by=author, note="Fans", due_at=now() + timedelta(days=2))
    series = actions.open_series(by=author, name="Notes")
    actions.put_into_series(post, by=author, series=series)
    in_both = {"entry_id": shared.pk, "space_id": vault.pk}
    return {
        "vault_id": vault.pk,
        "series_id": series.pk,
        "reminder_id": reminder.pk,
        "api:keep_draft": {"key": "post:home"},
        "content:unplace": in_both,
        "api:place_entry": in_both,
        "content:unpin": {"entry_id": shared.pk},
        "content:move-pin": {"entry_id": shared.pk},
        "api:pin_entry": {"entry_id": shared.pk},
        **{name: {"entry_id": waiting.pk} for name in ("content:time", "content:publish", "content:take-back")},
        **{name: {"entry_id": waiting.pk} for name in ("api:change_time", "api:publish_now")},
    }
