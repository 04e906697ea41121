"""What waits and is taken back by its author waits for nobody any more."""

from __future__ import annotations

from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.activity.verbs import Verb

from .cases import close_case
from .models import Case


def _concerns(verb: Verb) -> bool:
    return verb.name.endswith(".deleted")


def _close(activity: Activity) -> None:
    close_case(("held", "lane"), subject=activity.subject, outcome=Case.Outcome.SETTLED, by=activity.actor)


# Inside the action that deletes, not as a job: two people who act at once wait for each other.
TAKEN_BACK = Reactor("taken_back", concerns=_concerns, enqueue=_close)
