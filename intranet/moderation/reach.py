"""Whom a case reaches: who keeps its space, and moderators of the site where it is theirs to keep order."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.spaces.audiences import in_apart, spaces_moderated

from .models import Case
from .sorts import all_sorts


def cases_for(moderator: User) -> QuerySet[Case]:
    """The cases that this person may know of and decide: never one about themselves, nor an appeal against what they
    decided."""
    reach = Q(space__in=spaces_moderated(moderator))
    if moderator.is_moderator:
        # Whatever stands in no space and is not between its readers; and, showing no more than what was raised,
        # reports and appeals from anywhere.
        between_them = in_apart("entry__audience") | in_apart("entry__intended_audience")
        reach |= Q(space=None) & (Q(entry=None) | ~between_them)
        reach |= Q(sort__in=[sort.key for sort in all_sorts() if sort.everywhere])
    for sort in all_sorts():
        if also := sort.also_reaches(moderator):
            reach |= Q(sort=sort.key) & also
    installed = Q(sort__in=[sort.key for sort in all_sorts()])
    return Case.objects.filter(reach, installed).exclude(about=moderator).exclude(appeal_of__decided_by=moderator)


def hidden_for(moderator: User) -> QuerySet[Entry]:
    """Entries that are hidden now, of those about which this person decides."""
    decided = cases_for(moderator).filter(state=Case.State.CLOSED, outcome=Case.Outcome.HIDDEN)
    return Entry.objects.filter(pk__in=decided.values("entry"), state=Entry.State.HIDDEN)
