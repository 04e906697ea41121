"""When an entry is called otherwise, solved, joined or taken away, the open pages that point at it look again.

They are told on the streams of what points at it, and told its number alone: each browser asks for the card, and gets
what its reader may know.
"""

from __future__ import annotations

from django.db.models import Q

from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.activity.verbs import Verb
from intranet.realtime.publish import publish

from .actions.telling import lists_of
from .kinds import all_kinds
from .models import NOBODY, Entry, Link, Reference

CHANGED = "content.entry.changed"
# Of what points at one entry, the newest; other pages are right when they are opened again.
MOST_SOURCES = 50


def _concerns(verb: Verb) -> bool:
    if verb.name.endswith(".published"):
        return False
    return verb.indexed or any(verb.name in kind.state_verbs for kind in all_kinds())


def _tell(activity: Activity) -> None:
    """Of the entry, and of what it was said under: an accepted answer solves its topic."""
    sort, _sep, number = activity.subject.partition("_")
    if sort != "entry":
        return
    root = Entry.objects.filter(pk=int(number)).values_list("root_id", flat=True).first()
    about = [int(number), *([root] if root is not None else [])]
    named = Reference.objects.filter(target__in=about).values_list("target", flat=True).order_by()
    became = Link.objects.filter(target__in=about).values_list("target", flat=True).order_by()
    made_of = Link.objects.filter(source__in=about).values_list("source", flat=True).order_by()
    for target in named.union(became, made_of):
        tell_changed(target)


def tell_changed(target: int) -> None:
    referring = Reference.objects.filter(target=target).values("source")
    became = Link.objects.filter(target=target).values("source")
    made_of = Link.objects.filter(source=target).values("target")
    sources = Entry.objects.published().filter(Q(pk__in=referring) | Q(pk__in=became) | Q(pk__in=made_of))
    streams: dict[str, None] = {}
    for source in sources.select_related("root").order_by("-pk")[:MOST_SOURCES]:
        streams |= dict.fromkeys(lists_of(source))
    for stream in streams:
        if stream != NOBODY and not stream.startswith("review_"):
            publish(stream, CHANGED, pointed=target)


POINTED_AT = Reactor("pointed_at", concerns=_concerns, enqueue=_tell)
