"""The roads of an entry, at the foot of its page: where it comes from, what it became, and what points at it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from feeds import panels as feeds_panels
from forum import panels as forum_panels
from forum.models import Topic
from ideas import panels as ideas_panels
from ideas.models import Idea
from intranet.content.backlinks import referring_to
from intranet.content.credits import Contributors, contributors_of
from intranet.content.journeys import Journey, became_of, journey_of
from intranet.content.models import Credit, Entry, Link, Reference
from intranet.content.pointing import Card, cards_for, chip
from wiki import panels as wiki_panels

SHOWN = 8
TEMPLATE = "flows/_roads.html"
_PARTS = ("steps", "private", "gone", "became", "referring", "contributors")


def roads_of(request: HttpRequest, entry: Entry) -> dict[str, Any] | None:
    """Everything for kinds that show neither by themselves."""
    return _roads(request, entry, journey_of(entry, request.user), referring=True)


def ways_on(request: HttpRequest, entry: Entry) -> dict[str, Any] | None:
    """What became of it: for pages, which show by themselves where they come from and what points at them."""
    if not entry.__dict__.get("has_sources", True):
        return None
    return _roads(request, entry, Journey(), referring=False)


def _roads(request: HttpRequest, entry: Entry, journey: Journey, *, referring: bool) -> dict[str, Any] | None:
    viewer = request.user
    became = became_of(entry)
    pointing = list(referring_to(entry, viewer)[: SHOWN + 1]) if referring else []
    contributors = contributors_of(entry) if referring else Contributors()
    if not (journey or became or pointing or contributors):
        return None
    steps = [step.entry_id for step in reversed(journey.steps)]
    cards = cards_for(viewer, [*steps, *became, *(one.entry_id for one in pointing)])
    # What it became and may not be known is not spoken of.
    open_ones = [card for pk in became if (card := cards.get(pk)) is not None and card.sort == "open"]
    found = {
        "steps": [chip(cards[pk]) for pk in steps if pk in cards],
        "private": journey.private,
        "gone": journey.gone,
        "became": [chip(card) for card in open_ones],
        "referring": [chip(card) for one in pointing[:SHOWN] if (card := _known(cards, one)) is not None],
        "more": len(pointing) > SHOWN,
        "contributors": contributors,
        "entry": entry,
    }
    return found if any(found[name] for name in _PARTS) else None


def _known(cards: dict[int, Card], entry: Entry) -> Card | None:
    return cards.get(entry.entry_id)


def _on_any_road() -> Q:
    here = OuterRef("pk")
    linked = Exists(Link.objects.filter(source=here)) | Exists(Link.objects.filter(target=here))
    return Q(linked | Exists(Reference.objects.filter(target=here)) | Exists(Credit.objects.filter(entry=here)))


def _topics_on_a_road() -> Q:
    return _on_any_road() | Q(Exists(Topic.objects.filter(merged_into=OuterRef("pk"))))


def _ideas_on_a_road() -> Q:
    return _on_any_road() | Q(Exists(Idea.objects.filter(head=OuterRef("pk"))))


def register() -> None:
    forum_panels.register(
        "roads", roads_of, template=TEMPLATE, place="under_answers", order=80, where=_topics_on_a_road
    )
    ideas_panels.register(
        "roads", roads_of, template=TEMPLATE, place="under_comments", order=80, where=_ideas_on_a_road
    )
    wiki_panels.register("roads", ways_on, template=TEMPLATE, place="below", order=40)
    feeds_panels.register("roads", roads_of, template=TEMPLATE, where=_on_any_road)
