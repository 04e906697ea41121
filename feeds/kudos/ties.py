"""Who is thanked by whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from feeds.models import Kudos, KudosReceiver
from intranet.insights.people import ties
from intranet.insights.people.ties import THANKED, Tie, Ties
from intranet.spaces.audiences import in_apart


def _thanks(since: datetime, until: datetime) -> Iterable[Tie]:
    """Who is thanked has given."""
    thanked = KudosReceiver.objects.filter(kudos__state=Kudos.State.PUBLISHED)
    thanked = thanked.filter(kudos__published_at__gte=since, kudos__published_at__lt=until)
    thanked = thanked.exclude(in_apart("kudos__audience"))
    for person, author in thanked.values_list("person", "kudos__author").iterator():
        yield Tie(person, author)


def register() -> None:
    ties.register(Ties("thanks", THANKED, of=_thanks))
