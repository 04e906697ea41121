"""Whether something failed because the database is not there for a moment: it restarts, dropped the connection, has no
line free, takes no writes after a failover, or was busy with others for too long.

Whoever asked did nothing wrong and may ask again. What is wrong with a query is no such thing and stays an error.
"""

from __future__ import annotations

from django.db import InterfaceError, InternalError, OperationalError

# In seconds: what whoever is sent away is told to wait.
COME_BACK_SECONDS = 3
# https://www.postgresql.org/docs/current/errcodes-appendix.html: read_only_sql_transaction
_READ_ONLY = "25006"


def is_away(problem: BaseException | None) -> bool:
    """Django wraps what the driver said, which is the ``__cause__``."""
    cause = getattr(problem, "__cause__", None)
    if isinstance(problem, InternalError):
        return getattr(cause, "sqlstate", None) == _READ_ONLY
    if not isinstance(problem, OperationalError | InterfaceError):
        return False
    if said := getattr(cause, "sqlite_errorname", ""):
        return str(said).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    # SQLite says of a wrong query that it is operational; PostgreSQL has another class for those.
    return type(cause).__module__.partition(".")[0] != "sqlite3"
