"""The number on the bell: for one person who looks, and for all whom an activity has just concerned."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Q

from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.content.doors import behind_shut_doors
from intranet.content.models import Stance
from intranet.spaces.audiences import people_in

from .models import Notification


def unread_count(person: User) -> int:
    """Subjects with something unread that may still be read. One query once the audiences are known."""
    unread = Notification.objects.of(person).unread().readable_by(person).without_blocked(person)
    return unread.order_by().values("subject").distinct().count()


def unread_counts(people: Collection[int]) -> dict[int, int]:
    """``unread_count`` of many, in a number of queries that does not grow with them: asked from the audiences, of
    which there are as many as there are places with something unread."""
    unread = Notification.objects.filter(recipient__in=people, in_app=True).unread()
    audiences = unread.exclude(entry=None).order_by().values_list("entry__audience", flat=True).distinct()
    # A list, since a database does not take a chain of any length; (audience, who holds it) is one condition.
    readable = Q(
        Q(entry__isnull=True),
        *(Q(entry__audience=name, recipient__in=people_in(name).values("pk")) for name in audiences),
        _connector=Q.OR,
    )
    official = [verb.name for verb in verbs.all_verbs() if verb.official]
    blocked = Stance.objects.filter(
        holder=OuterRef("recipient"), person=OuterRef("activity__actor"), way=Stance.Way.BLOCK
    )
    if shut := behind_shut_doors():
        behind = Q(entry__kind__in=shut) | Q(entry__root__kind__in=shut)
        unread = unread.exclude(behind, recipient__kind=User.Kind.CUSTOMER)
    heard = unread.filter(readable).filter(Q(activity__verb__in=official) | ~Exists(blocked))
    counted = heard.order_by().values_list("recipient").annotate(subjects=Count("subject", distinct=True))
    return dict.fromkeys(people, 0) | dict(counted)
