"""That somebody took away a table of people is written down."""

from __future__ import annotations

from feeds.models import Broadcast
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

from . import policies
from .verbs import REACH_TAKEN


@action
def take_table(broadcast: Broadcast, *, by: User, rows: int) -> None:
    require(policies.can_see_reach(by, broadcast))
    record(REACH_TAKEN, by=by, on=broadcast, audience=by.key, rows=rows)
