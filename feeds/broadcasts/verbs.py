"""What is told of broadcasts: that one is there, that one is waited for, and what admins and owners have said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from feeds.models import Broadcast
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.models import Entry
from intranet.notifications import groups
from intranet.notifications.groups import Group

from .aims import Aim

PUBLISHED = "feeds.broadcast.published"
ARRIVED = "feeds.broadcast.arrived"
REMINDED = "feeds.broadcast.reminded"
ASKED_AGAIN = "feeds.broadcast.asked_again"
ACKNOWLEDGED = "feeds.broadcast.acknowledged"
CHANGED = "feeds.broadcast.changed"
ENDED = "feeds.broadcast.ended"
REACH_TAKEN = "feeds.broadcast.reach_taken"
BROADCASTER_NAMED = "feeds.broadcaster.named"
BROADCASTER_REMOVED = "feeds.broadcaster.removed"
DELEGATE_NAMED = "feeds.delegate.named"
DELEGATE_REMOVED = "feeds.delegate.removed"

GROUP = Group(
    "broadcasts",
    _("Broadcasts"),
    _("What must reach you: it comes to your inbox whatever you follow."),
    reasons=frozenset({"broadcast"}),
    verbs=("feeds.broadcast.*",),
    channels=frozenset({"app", "mail"}),
    fixed=True,
    icon="send",
    order=12,
)


def whom_it_is_for(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """Everybody, when it comes out; with who signs it, where somebody else wrote it."""
    if activity.verb != PUBLISHED:
        return
    broadcast = Broadcast.objects.get(pk=entry.pk)
    for pk in Aim.of(broadcast).everybody().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000):
        yield Recipient(pk, "broadcast")
    if broadcast.is_delegated:
        yield Recipient(broadcast.signed_by_id, "broadcast")


def _named(activity: Activity) -> Iterable[Recipient]:
    return [Recipient(pk, "broadcast") for pk in activity.details.get("people", ())]


def _person(activity: Activity) -> Iterable[Recipient]:
    person = activity.details.get("person")
    return [Recipient(person, "you")] if person else ()


def register() -> None:
    groups.register(GROUP)
    # Also who has muted or blocked the writer is told: that is what makes it a broadcast.
    verbs.register(replace(verbs.find(PUBLISHED), official=True))
    verbs.register(
        Verb(ARRIVED, _("{actor} has a word for you: “{title}”"), official=True, recipients=_named),
        Verb(REMINDED, _("“{title}” waits for your acknowledgement"), official=True, recipients=_named),
        Verb(ASKED_AGAIN, _("“{title}” was changed: please acknowledge it again"), official=True, recipients=_named),
        Verb(ACKNOWLEDGED, _("{actor} acknowledged “{title}”")),
        Verb(CHANGED, _("{actor} changed what is asked with “{title}”"), audited=True),
        Verb(ENDED, _("{actor} let “{title}” expire"), audited=True),
        Verb(REACH_TAKEN, _("{actor} took away a table of whom “{title}” has reached"), audited=True),
        Verb(BROADCASTER_NAMED, _("{actor} named you to send broadcasts"), audited=True, recipients=_person),
        Verb(BROADCASTER_REMOVED, _("{actor} took away the right to send broadcasts"), audited=True),
        Verb(DELEGATE_NAMED, _("{actor} named you to write what they sign"), audited=True, recipients=_person),
        Verb(DELEGATE_REMOVED, _("{actor} lets somebody no longer write what they sign"), audited=True),
    )
