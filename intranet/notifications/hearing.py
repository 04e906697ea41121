"""Whom an activity concerns, which of them may hear of it, and which of them want to.

Three questions, asked in this order when notifications are written, again before anything leaves the house, and (the
first two) before something is published, for who wonders who will hear of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q, QuerySet
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.kinds import kind_of
from intranet.content.models import Entry, Stance
from intranet.spaces.audiences import people_in
from intranet.spaces.members import invitations_for
from intranet.spaces.models import Membership, Space

from .models import Level, Notification

# Where several reasons apply to one person, the one that says most. What a part calls its own stands at the "*".
_STRONGEST_FIRST = (
    "you",
    "mention",
    "reply",
    "author",
    "moderator",
    "comment",
    "*",
    "team",
    "watching",
    "space",
    "room",
)
_LOUDER_THAN_A_MUTE = ("mention", "you")


def entry_told_of(activity: Activity) -> Entry | None:
    """The entry it is about, if it is about one and there is one."""
    if not activity.subject.startswith("entry_"):
        return None
    return Entry.objects.filter(pk=activity.subject_id).select_related("root").first()


def reasons_of(activity: Activity) -> dict[int, str]:
    """Person and reason, the strongest of each; never whoever did it."""
    found: dict[int, str] = {}
    for person, reason in verbs.find(activity.verb).recipients(activity):
        if person == activity.actor_id:
            continue
        if person not in found or _strength(reason) < _strength(found[person]):
            found[person] = reason
    return found


def who_may_hear(people: Collection[int], entry: Entry | None) -> QuerySet[User]:
    """Those of these people whose account is open, and who may read the entry now."""
    found = User.objects.active().filter(pk__in=people)
    return found if entry is None else found.filter(pk__in=people_in(entry.audience).values("pk"))


def may_know_of_place(person: User, notification: Notification) -> bool:
    """Whether the person may know, now, of the space that something without an entry is about: a member, an invited
    person, whoever sees it in the directory. What is official is told also to whom it took away from there."""
    if notification.entry_id is not None or not notification.subject.startswith("space_"):
        return True
    verb = verbs.known(notification.activity.verb)
    if verb is not None and verb.official:
        return True
    space = int(notification.subject.removeprefix("space_"))
    seen = Space.objects.visible_to(person).filter(pk=space)
    return seen.exists() or invitations_for(person).filter(space=space).exists()


def who_want_to_hear(
    people: QuerySet[User], reasons: Mapping[int, str], activity: Activity, entry: Entry | None
) -> QuerySet[User]:
    """Without those who have blocked whoever did it; who want to hear nothing of the place; or who have muted the
    person, the space or the discussion: a mute lets the mentions through. What is official reaches everybody."""
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
    deaf = Level.objects.filter(place__in=_places_of(activity, entry), degree=Level.Degree.NOTHING)
    return people.exclude(pk__in=muted.values("holder")).exclude(
        pk__in=deaf.filter(person__isnull=False).values("person")
    )


def new_in_space(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """The members who want to hear of everything new there; registered with content for every kind."""
    if entry.space_id is None or entry.root_id is not None or not activity.verb.endswith(".published"):
        return
    if not kind_of(entry).in_feed:
        return
    place = Level.objects.filter(place=f"space_{entry.space_id}")
    by_default = place.filter(person=None).values_list("degree", flat=True).first()
    own = place.filter(person__isnull=False)
    members = Membership.objects.filter(space=entry.space_id)
    if by_default == Level.Degree.ALL:
        members = members.exclude(person__in=own.exclude(degree=Level.Degree.ALL).values("person"))
    else:
        members = members.filter(person__in=own.filter(degree=Level.Degree.ALL).values("person"))
    for pk in members.values_list("person_id", flat=True):
        yield Recipient(pk, "space")


def _places_of(activity: Activity, entry: Entry | None) -> set[str]:
    """The keys under which somebody may have set a level for what this is about."""
    places = {activity.subject}
    if entry is not None:
        places.add(entry.audience)
        if entry.space_id is not None:
            places.add(f"space_{entry.space_id}")
    return places


def _strength(reason: str) -> int:
    return _STRONGEST_FIRST.index(reason if reason in _STRONGEST_FIRST else "*")
