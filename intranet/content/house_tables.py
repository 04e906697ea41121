"""Which tables go along when the house moves (``core/moving_house.py``)."""

from __future__ import annotations

from intranet.core.moving_house import moves

moves(
    "content",
    "AppliesTo",
    "Attachment",
    "Credit",
    "Entry",
    "Link",
    "Pin",
    "Placement",
    "Product",
    "ProductVersion",
    "Reference",
    "Revision",
    "Series",
    "SeriesPart",
    "Stance",
    "Tag",
    "TaggedEntry",
    "Timing",
)
moves(
    "taggit",
    "Tag",
    "TaggedItem",
)
