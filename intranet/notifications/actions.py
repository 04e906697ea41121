"""Everything that writes or changes notifications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.content.models import Entry, Stance
from intranet.realtime.publish import publish
from intranet.realtime.units import action
from intranet.spaces.audiences import people_in

from .models import Notification

# Where several reasons apply to one person, the one that says most.
_LOUDER_THAN_A_MUTE = ("mention", "you")
_STRONGEST_FIRST = ("you", "mention", "reply", "author", "moderator", "comment", "watching")


@action
def notify_people_of(activity: Activity) -> int:
    """Write a notification for each person the activity concerns and tell their open pages.

    Nobody hears of what they may not read now, whatever was true when it happened; nobody hears of their own doing.
    Returns the number of new rows.
    """
    entry = None
    if activity.subject.startswith("entry_"):
        entry = Entry.objects.filter(pk=activity.subject_id).first()
        if entry is None:
            return 0
    reasons = _reasons(activity)
    people = User.objects.active().filter(pk__in=list(reasons))
    if entry is not None:
        people = people.filter(pk__in=people_in(entry.audience).values("pk"))
    people = _who_want_to_hear(people, reasons, activity, entry)
    told = set(Notification.objects.filter(activity=activity).values_list("recipient_id", flat=True))
    fresh = [person for person in people if person.pk not in told]
    Notification.objects.bulk_create(
        [
            Notification(
                recipient=person,
                activity=activity,
                entry=entry,
                reason=reasons[person.pk],
                subject=entry.root_key if entry is not None else activity.subject,
            )
            for person in fresh
        ],
        ignore_conflicts=True,
    )
    for person in fresh:
        publish(person.key, "notifications.changed", unread=unread_count(person))
    return len(fresh)


@action
def mark_read(*, by: User, subjects: Iterable[str] | None = None) -> int:
    """Mark what was said about these subjects as read, or everything. Other tabs learn of it."""
    unread = Notification.objects.of(by).unread()
    if subjects is not None:
        unread = unread.filter(subject__in=list(subjects))
    changed = unread.update(read_at=now())
    if changed:
        publish(by.key, "notifications.changed", unread=unread_count(by))
    return changed


@action
def mark_unread(*, by: User, subject: str) -> int:
    """Put the newest notification about a subject back among the unread."""
    newest = Notification.objects.of(by).filter(subject=subject).first()
    if newest is None or newest.read_at is None:
        return 0
    newest.read_at = None
    newest.save(update_fields=["read_at"])
    publish(by.key, "notifications.changed", unread=unread_count(by))
    return 1


def unread_count(person: User) -> int:
    """The number on the bell: subjects with something unread that may still be read. One query once the audiences
    are known."""
    unread = Notification.objects.of(person).unread().readable_by(person).without_blocked(person)
    return unread.order_by().values("subject").distinct().count()


def _who_want_to_hear(
    people: QuerySet[User], reasons: Mapping[int, str], activity: Activity, entry: Entry | None
) -> QuerySet[User]:
    """Without those who have blocked whoever did it, or muted them, the space or the discussion: a mute lets the
    mentions through. What is official reaches everybody."""
    if verbs.find(activity.verb).official:
        return people
    stances = Stance.objects.exclude(until__lte=now())
    actor = Q(person=activity.actor_id) if activity.actor_id is not None else Q(pk__in=[])
    people = people.exclude(pk__in=stances.filter(actor, way=Stance.Way.BLOCK).values("holder"))
    about = actor
    if entry is not None:
        about |= Q(entry=entry.root_entry_id)
        if entry.space_id is not None:
            about |= Q(space=entry.space_id)
    heard = [pk for pk, reason in reasons.items() if reason in _LOUDER_THAN_A_MUTE]
    muted = stances.filter(about, way=Stance.Way.MUTE).exclude(holder__in=heard)
    return people.exclude(pk__in=muted.values("holder"))


def _reasons(activity: Activity) -> dict[int, str]:
    found: dict[int, str] = {}
    for person_id, reason in verbs.find(activity.verb).recipients(activity):
        if person_id == activity.actor_id:
            continue
        if person_id not in found or _strength(reason) < _strength(found[person_id]):
            found[person_id] = reason
    return found


def _strength(reason: str) -> int:
    return _STRONGEST_FIRST.index(reason) if reason in _STRONGEST_FIRST else len(_STRONGEST_FIRST)
