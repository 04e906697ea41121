"""How writing together is doing, for the health page and the readiness probe."""

from __future__ import annotations

from intranet.core.health import Verdict, health_check

from .house import house


@health_check("documents")
def what_is_written_is_stored() -> Verdict:
    """Content where nothing is open; else whether the last commit went well."""
    found = house()
    if found is None:
        return True, {"open": 0}
    return not found.commits.failed, found.stats()
