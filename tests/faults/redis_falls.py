"""R3: the Redis between two server processes is killed and begun anew, stops answering, or refuses the password."""

from __future__ import annotations

import signal
import time

from tests.e2e.house import Product, open_house
from tests.platform.redis_server import RedisServer, redis_server

from .machines import pause
from .posting import PEOPLE, Posting
from .registry import Report, fault


@fault(
    "R3",
    "Redis is restarted, stalls, or refuses the password",
    passes="nothing lost; nobody's line breaks; everybody at both processes is current again within 30 s; a send takes "
    "less than a second longer than with Redis there (99 of 100, as many writing as fast)",
)
def run(report: Report) -> None:
    seconds = report.size("seconds", short=3, long=60)
    with (
        redis_server(report.folder) as redis,
        open_house(report.folder, with_pages=False, REDIS_URL=redis.url) as (product, hand),
    ):
        other = Product(report.folder, REDIS_URL=redis.url)
        other.start()
        try:
            # The first words cost both processes what they load for them.
            with Posting(product, hand, each=1, name="Before", listen_at=[product, other]) as before:
                before.account(Report(report.code, report.short, report.folder))
            calm = 0.0
            for name, fall in FALLS.items():
                each = 5 if report.short else 60
                listeners = [product, other, other] if report.short else [product, other] * 10
                people = PEOPLE[:4] if report.short else PEOPLE
                posting = Posting(product, hand, each=each, name=name.title(), listen_at=listeners, people=people)
                with posting:
                    fall(redis, seconds)
                    back = time.monotonic()
                    posting.account(report, name)
                if not calm:
                    calm = posting.p99()
                    report.figure("a send with Redis there, 99 of 100", calm, "s")
                    continue
                report.timing(f"everybody current, after a {name}", time.monotonic() - back, 30)
                report.timing(f"a send meanwhile, 99 of 100, {name}", posting.p99(), calm + 1.0)
                report.must(f"lines that broke, {name}", sum(one.comebacks for one in posting.followers), 0)
        finally:
            other.stop()


def _restarted(redis: RedisServer, seconds: int) -> None:
    redis.kill()
    pause(seconds)
    redis.start()


def _stalled(redis: RedisServer, seconds: int) -> None:
    redis.process.send_signal(signal.SIGSTOP)
    try:
        pause(seconds)
    finally:
        redis.process.send_signal(signal.SIGCONT)


def _refusing(redis: RedisServer, seconds: int) -> None:
    redis.kill()
    redis.start("--requirepass", "another")
    pause(seconds)
    redis.kill()
    redis.start()


def _left_alone(redis: RedisServer, seconds: int) -> None:
    pause(seconds)


# The first says what a send takes here and now, with as many writing.
FALLS = {"no trouble": _left_alone, "restart": _restarted, "stall": _stalled, "wrong password": _refusing}
