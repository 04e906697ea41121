"""Which tables go along when the house moves (``core/moving_house.py``)."""

from __future__ import annotations

from intranet.core.moving_house import moves

moves(
    "feeds",
    "Answer",
    "Broadcast",
    "BroadcastQuestion",
    "Broadcaster",
    "Delegate",
    "Event",
    "EventChoices",
    "Kudos",
    "KudosReceiver",
    "KudosValue",
    "Mailed",
    "Mailing",
    "NewsReader",
    "NewsSent",
    "Post",
    "Reach",
    "SavedFilter",
    "Seen",
    "Twin",
)
