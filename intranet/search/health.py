"""Whether the index keeps up, for /readyz and the health page."""

from __future__ import annotations

from typing import Any

from django.db.models import Min
from django.utils.timezone import now

from intranet.core.health import health_check

from .indexing import backend
from .models import Pending

# A new entry is findable within 2 s; a minute means that nobody is indexing.
LATE_SECONDS = 60


@health_check("search")
def the_index_keeps_up() -> tuple[bool, dict[str, Any]]:
    oldest = Pending.objects.aggregate(since=Min("since"))["since"]
    lag = (now() - oldest).total_seconds() if oldest else 0.0
    documents = 0 if backend().is_missing else backend().document_count()
    waiting = Pending.objects.count()
    return lag < LATE_SECONDS, {"lag_seconds": round(lag, 1), "waiting": waiting, "documents": documents}
