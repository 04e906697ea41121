"""Looking at the house as somebody else: what the session remembers of it. How the eyes are made stands above
(``spaces/view_as.py``), where audiences are known."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

from .models import User

KEY = "view_as"
SECONDS = 30 * 60


class View(NamedTuple):
    """Whose eyes (0: a visitor's), and since when."""

    person_id: int
    since: float

    @property
    def is_over(self) -> bool:
        return not 0 <= time.time() - self.since < SECONDS

    @property
    def minutes_left(self) -> int:
        return max(int(SECONDS - (time.time() - self.since)) // 60, 0)


def begin(session: Any, person: User | None) -> None:
    session[KEY] = [person.pk if person else 0, time.time()]


def end(session: Any) -> View | None:
    """Back to the own eyes; what there was, if anything."""
    found = current(session)
    session.pop(KEY, None)
    return found


def current(session: Any) -> View | None:
    try:
        person_id, since = session[KEY]
        return View(int(person_id), float(since))
    except (KeyError, TypeError, ValueError):
        return None
