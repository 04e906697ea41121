"""Which tables go along when the house moves (``core/moving_house.py``)."""

from __future__ import annotations

from intranet.core.moving_house import moves, stays_behind

moves(
    "django_tasks_database",
    "DBTaskResult",
)
moves(
    "jobs",
    "DeadJob",
    "Schedule",
    "Ticket",
)
stays_behind("jobs", "Hold", "Worker", why="the processes of the old house")
