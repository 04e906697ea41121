"""The queue and the database, for Prometheus. The same in every process: take the largest, not the sum."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from intranet.core.metrics import Figure, source

from .health import queue_health


@source
def queue() -> Iterator[Figure]:
    health = queue_health()
    yield Figure("portico_jobs_waiting", "Jobs that could run now", health.depth)
    yield Figure("portico_jobs_oldest_seconds", "How long the first of them has waited", health.oldest_seconds)
    yield Figure("portico_jobs_running", "Jobs in work", health.running)
    yield Figure("portico_jobs_longest_seconds", "How long the longest of them has run", health.longest_seconds)
    yield Figure("portico_jobs_dead", "Jobs that were given up", health.dead)
    yield Figure("portico_workers", "Processes that do jobs", health.workers)


@source
def database_connections() -> Iterator[Figure]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() GROUP BY 1"
        )
        for state, count in cursor.fetchall():
            yield Figure(
                "portico_database_connections", "Connections to the database, of all", count, (("state", state),)
            )
        cursor.execute("SELECT current_setting('max_connections')::int")
        yield Figure("portico_database_connections_most", "How many it takes", cursor.fetchone()[0])
