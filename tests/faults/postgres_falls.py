"""R4: PostgreSQL is restarted as after a crash, ends everybody's connections again and again, and becomes read-only as
after a failover."""

from __future__ import annotations

import time

import psycopg

from tests.platform.postgres_server import PostgresServer

from .machines import pause, seconds_until_ready, status_of
from .postgres_house import postgres_house
from .posting import PEOPLE, Posting
from .registry import Report, fault

# They take turns: who has posted sixty times in a minute waits for the limit of the API, whatever the database does.
FIRST, SECOND = PEOPLE[:4], PEOPLE[4:]
STORM = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = "
    "'client backend'"
)


@fault(
    "R4",
    "PostgreSQL is restarted, drops all connections, becomes read-only",
    passes="nothing that was acknowledged is lost; whoever writes meanwhile is answered 503 and nothing worse; it is "
    "back within 10 s; connections stay within the pool",
    short=False,
)
def run(report: Report) -> None:
    falls = report.size("falls", short=1, long=6)
    each = report.size("posts each", short=12, long=120)
    with postgres_house(report.folder) as (product, hand, server):
        with Posting(product, hand, each=each, name="Restart", people=FIRST) as posting:
            for fall in range(1, falls + 1):
                posting.wait_for(fall / (falls + 2))
                server.kill()
                server.start()
                hand("mend")
                report.timing("ready after a restart", seconds_until_ready(product, most=60), 10)
            posting.account(report, "restart")
        report.figure("refused with 503, restart", posting.refusals[503])

        with Posting(product, hand, each=each, name="Storm", people=SECOND) as posting:
            for _gust in range(10 if report.short else 50):
                _say(server, STORM)
                pause(0.2)
            hand("mend")
            posting.account(report, "storm")
        report.figure("refused with 503, storm", posting.refusals[503])

        with Posting(product, hand, each=each, name="Mirror", people=FIRST) as posting:
            posting.wait_for(0.2)
            _say(server, "ALTER SYSTEM SET default_transaction_read_only = on")
            _say(server, "SELECT pg_reload_conf()")
            pause(5)
            report.must("a page that is read while it is read-only", status_of(product, "/healthz"), 200)
            _say(server, "ALTER SYSTEM RESET default_transaction_read_only")
            _say(server, "SELECT pg_reload_conf()")
            back, before = time.monotonic(), len(posting.ledger.acknowledged)
            posting.ledger.wait_for(min(before + 1, posting.total))
            report.timing("writing again after read-only", time.monotonic() - back, 10)
            hand("mend")
            posting.account(report, "read-only")
        report.figure("refused with 503, read-only", posting.refusals[503])
        report.at_most("connections at the end", _connections(server), 40)


def _say(server: PostgresServer, words: str) -> int:
    with psycopg.connect(server.url, autocommit=True, options="-c default_transaction_read_only=off") as line:
        found = line.execute(words)
        row = found.fetchone() if found.description else None
        return int(row[0]) if row else 0


def _connections(server: PostgresServer) -> int:
    return _say(server, "SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend'")
