"""/healthz says that the process answers; /readyz says whether it can do its work, and if not, why.

    @health_check("jobs")
    def jobs_are_done_in_time() -> tuple[bool, dict[str, Any]]:
        lag = ...
        return lag < 60, {"oldest_seconds": lag}

A check is quick, asks nobody who may not answer, and gives a verdict with the figures behind it. One that raises has
failed; why is in the log and not in the answer, which anybody may read. The figures of a check that is content are
for the health page of the back office (``report``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import disk_space, read_only

Verdict = tuple[bool, dict[str, Any]]
Check = Callable[[], Verdict]

log = logging.getLogger(__name__)
_checks: dict[str, Check] = {}
_not_vital: set[str] = set()


def health_check(name: str, *, vital: bool = True) -> Callable[[Check], Check]:
    """Register a check under ``name``, its key in the answer. What is not ``vital`` is said there and on the health
    page, and is no reason to send people elsewhere."""

    def register(check: Check) -> Check:
        _checks[name] = check
        if not vital:
            _not_vital.add(name)
        return check

    return register


def report() -> dict[str, Verdict]:
    """Every check by name, asked now."""
    return {name: _ask(name, check) for name, check in sorted(_checks.items())}


def _ask(name: str, check: Check) -> Verdict:
    try:
        return check()
    except Exception:
        log.exception("The health check %r failed", name)
        return False, {"why": "The check itself failed; the log says how."}


@health_check("database")
def database_answers() -> Verdict:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,), {"vendor": connection.vendor}


@health_check("disk", vital=False)
def there_is_space() -> Verdict:
    """Where the data is, so much is free that people may write. Below it they read, here as well as elsewhere: no
    reason to send them away."""
    space = disk_space.look()
    return space.is_enough, {"free_megabytes": space.free // 2**20, "free_percent": round(space.percent, 1)}


@health_check("writing", vital=False)
def people_may_write() -> Verdict:
    reason = read_only.reason()
    return reason is None, {"read_only": reason.name.lower() if reason else ""}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive. Asks nothing, so that a slow database does not get the process killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every vital check is content, else 503, so that a proxy sends people elsewhere."""
    verdicts = report()
    ready = all(well for name, (well, _) in verdicts.items() if name not in _not_vital)
    checks = {name: "ok" if well else why for name, (well, why) in verdicts.items()}
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)
