"""Whether the index keeps up, for /readyz and the health page."""

from __future__ import annotations

from typing import Any

from intranet.core.health import health_check

from .engine import engines
from .indexing import lag_seconds
from .models import Pending

# A new entry is findable within 2 s; a minute means that nobody is indexing.
LATE_SECONDS = 60


@health_check("search")
def the_index_keeps_up() -> tuple[bool, dict[str, Any]]:
    lag = lag_seconds()
    documents = sum(0 if one.is_missing else one.document_count() for one in engines())
    waiting = Pending.objects.count()
    return lag < LATE_SECONDS, {"lag_seconds": round(lag, 1), "waiting": waiting, "documents": documents}
