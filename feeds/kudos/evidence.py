"""What thanks show of who knows what: the tags that stand in their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import ngettext

from feeds.models import Kudos, KudosReceiver
from intranet.content import evidence
from intranet.content.evidence import Piece, Source


def _abouts(after: int, most: int) -> list[int]:
    return list(Kudos.objects.published().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:most])


def _pieces(kudos: Collection[int]) -> Iterable[Piece]:
    thanked = KudosReceiver.objects.filter(kudos__in=kudos, kudos__state=Kudos.State.PUBLISHED)
    rows = list(thanked.values_list("kudos", "person", "kudos__published_at"))
    themes = evidence.themes_of_entries(pk for pk, *_rest in rows)
    for pk, person, at in rows:
        if at is not None:
            yield Piece(pk, person, pk, at, themes[pk])


def register() -> None:
    evidence.register(
        Source(
            "thanks",
            said=lambda n: ngettext("thanked %(n)s time", "thanked %(n)s times", n) % {"n": n},
            abouts=_abouts,
            pieces=_pieces,
            verbs=frozenset({"feeds.kudos.published", "feeds.kudos.edited", "feeds.kudos.deleted"}),
        )
    )
