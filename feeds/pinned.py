"""The cards at the top of a space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intranet.content.models import Entry, Pin
from intranet.spaces.audiences import Viewer

from .cards import Card, cards_of, rows_of


@dataclass(frozen=True)
class Pinned:
    pin: Pin
    card: Card


def cards_of_pins(pins: Sequence[Pin], viewer: Viewer) -> list[Pinned]:
    """In the order of the pins: as many queries for one as for all."""
    rows = rows_of(Entry.objects.filter(pk__in=[pin.entry_id for pin in pins]))
    cards = {card.entry_id: card for card in cards_of(rows, viewer, show_space=False)}
    return [Pinned(pin, cards[pin.entry_id]) for pin in pins if pin.entry_id in cards]
