"""From an activity to what each person is told of it, in bulk."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.conversation.reminders.reading import line_of
from intranet.notifications.channels import APP, outward
from intranet.notifications.counting import unread_counts
from intranet.notifications.groups import group_of
from intranet.notifications.hearing import entry_told_of, may_know_of_place, reasons_of, who_may_hear, who_want_to_hear
from intranet.notifications.models import Delivery, Notification
from intranet.notifications.preferences import channels_for
from intranet.realtime.publish import publish
from intranet.realtime.units import action

# People to a transaction: a large audience does not keep others from writing meanwhile.
PORTION = 500


def notify_people_of(activity: Activity) -> int:
    """Write a notification for each person the activity concerns, with what has to go out by other channels, and tell
    their open pages.

    Nobody hears of what they may not read now, whatever was true when it happened; nobody hears of their own doing.
    Who has been told already is not told again. Returns the number of new rows.
    """
    entry = entry_told_of(activity)
    if entry is None and activity.subject.startswith("entry_"):
        return 0
    reasons = reasons_of(activity)
    rest = iter(reasons.items())
    written = 0
    while portion := dict(islice(rest, PORTION)):
        written += _tell(portion, activity, entry)
    return written


@action
def _tell(reasons: Mapping[int, str], activity: Activity, entry: Entry | None) -> int:
    people = who_want_to_hear(who_may_hear(list(reasons), entry), reasons, activity, entry)
    told = Notification.objects.filter(activity=activity, recipient__in=list(reasons))
    fresh = list(people.exclude(pk__in=told.values("recipient")).values_list("pk", flat=True))
    by = channels_for(activity.verb, {pk: reasons[pk] for pk in fresh})
    rows = [
        Notification(
            recipient_id=pk,
            activity=activity,
            entry=entry,
            reason=reasons[pk],
            group=group_of(activity.verb, reasons[pk]).name,
            in_app=APP in by[pk],
            subject=line_of(activity) or (entry.root_key if entry is not None else activity.subject),
        )
        for pk in fresh
        if by[pk]
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    _put_out(activity, by)
    in_app = [row.recipient_id for row in rows if row.in_app]
    for pk, unread in unread_counts(in_app).items():
        publish(f"user_{pk}", "notifications.changed", unread=unread)
    if entry is not None and in_app and not line_of(activity) and (also := kind_of(entry).told) is not None:
        also(entry, {pk: reasons[pk] for pk in in_app})
    return len(rows)


def _put_out(activity: Activity, by: Mapping[int, frozenset[str]]) -> None:
    """A delivery for each channel that somebody wants and that reaches them."""
    from intranet.notifications.jobs import send_due  # noqa: PLC0415 - the job calls actions

    channels = {
        channel: set(channel.reaches(wanting))
        for channel in outward()
        if (wanting := [pk for pk, names in by.items() if channel.name in names])
    }
    if not any(channels.values()):
        return
    # Asked again: rows whose writing met a conflict have no key here.
    keys = dict(Notification.objects.filter(activity=activity, recipient__in=list(by)).values_list("recipient", "pk"))
    moment = now()
    rows, at_once = [], False
    for channel, reached in channels.items():
        wait = channel.waits()
        at_once = at_once or bool(reached and not wait)
        rows += [
            Delivery(notification_id=keys[pk], channel=channel.name, due_at=moment + wait)
            for pk in sorted(reached)
            if channel.name in by[pk] and pk in keys
        ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    if at_once:
        send_due.enqueue_once(key="due")


def may_still_be_told(person: User, notifications: list[Notification], channel: str) -> dict[int, str]:
    """Which of these may not, or need not, be told any more by this channel, each with why: asked of the same rules as
    when they were written, as everything stands now."""
    mine = Notification.objects.filter(pk__in=[row.pk for row in notifications], recipient=person)
    readable = set(mine.readable_by(person).without_blocked(person).values_list("pk", flat=True))
    refused = {}
    for row in notifications:
        if row.pk not in readable or not may_know_of_place(person, row):
            refused[row.pk] = "not readable any more"
        elif row.read_at is not None:
            refused[row.pk] = "read meanwhile"
        elif channel not in channels_for(row.activity.verb, {person.pk: row.reason}).get(person.pk, ()):
            refused[row.pk] = "switched off meanwhile"
        else:
            who = User.objects.filter(pk=person.pk)
            if not who_want_to_hear(who, {person.pk: row.reason}, row.activity, row.entry).exists():
                refused[row.pk] = "muted meanwhile"
    return refused
