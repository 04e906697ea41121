"""R8 and R18: many idle sockets beside people who write, and all of them at the door at once after a fall."""

from __future__ import annotations

import asyncio
import resource
import statistics
import time
from collections.abc import Awaitable, Callable

from tests.bench.clients import Crowd, Reader
from tests.e2e.house import Hand, Product, open_house

from .machines import cpu_seconds, memory_mb, pause, pid_of
from .registry import Report, fault

A_PERSON = 16
# A frame says that there is a post, and nothing of its words.
PUBLISHED = b'"event":"feeds.post.published"'


@fault(
    "R8",
    "Thousands of idle sockets, and people who write",
    passes="at most 60 kB a socket, all open within 60 s, a word reaches all of them within 2 s, none is dropped",
    short=False,
)
def idle(report: Report) -> None:
    many = report.size("sockets", short=200, long=2_000)
    seconds = report.size("seconds", short=5, long=1_800)
    with open_house(report.folder, with_pages=False) as (product, hand):
        cookies, stream, space = _people(hand, many)
        asyncio.run(_sit(report, product, hand, cookies, stream, space, seconds))


@fault(
    "R18",
    "Everybody comes back at once",
    passes="after a fall all sockets are open again within 60 s, nobody is answered 500, and the processor is at rest "
    "within 90 s",
    short=False,
)
def herd(report: Report) -> None:
    many = report.size("sockets", short=200, long=2_000)
    with open_house(report.folder, with_pages=False) as (product, hand):
        cookies, stream, _space = _people(hand, many)
        asyncio.run(_return(report, product, cookies, stream))
        before = cpu_seconds(pid_of(product))
        pause(5)
        report.timing("processor afterwards", 100 * (cpu_seconds(pid_of(product)) - before) / 5, 50, "%")
        log = product.log.read_text(errors="replace")
        report.must("tracebacks in the log", log.count("Traceback (most recent"), 0)


def _people(hand: Hand, many: int) -> tuple[list[str], str, str]:
    room = hand("room", name="Forge", members=["ada", "ben"])
    handles = hand("crowd", name="Sitter", how_many=-(-many // A_PERSON), space=room["slug"])
    sessions = [f"portico_session={hand('session', handle=handle)}" for handle in handles]
    stream = hand("account_of", space=room["slug"])["stream"]
    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 20_000), most))
    return [sessions[number % len(sessions)] for number in range(many)], stream, room["slug"]


async def _open(product: Product, cookies: list[str], stream: str) -> Crowd:
    crowd = Crowd(sign=PUBLISHED)
    hello = f'{{"follow": "{stream}"}}'
    await crowd.gather(product.port, "/ws/live/", cookies, hello=hello, origin=product.address)
    return crowd


async def _until(holds: Callable[[], bool], most: float) -> float:
    begun = time.monotonic()
    while not holds() and time.monotonic() - begun < most:
        await asyncio.sleep(0.02)
    return time.monotonic() - begun


async def _sit(
    report: Report, product: Product, hand: Hand, cookies: list[str], stream: str, space: str, seconds: int
) -> None:
    pid = pid_of(product)
    page = Reader(product.port)
    alone = await _pages(page)
    # Whoever comes first makes the process load what sockets need; that is no part of what one more takes.
    first = await _open(product, cookies[:A_PERSON], stream)
    await asyncio.to_thread(hand, "post", by="ada", space=space, body="First")
    await _until(lambda: len(first.heard) >= A_PERSON, 30)
    first.leave()
    empty, begun = memory_mb(pid), time.monotonic()
    crowd = await _open(product, cookies, stream)
    report.timing("all open after", time.monotonic() - begun, 60)
    await asyncio.sleep(1)
    report.at_most("a socket takes", (memory_mb(pid) - empty) * 1024 / len(cookies), 60, "kB")
    slowest, ends = [], time.monotonic() + seconds
    while not slowest or time.monotonic() < ends:
        crowd.heard.clear()
        said = time.monotonic()
        await asyncio.to_thread(hand, "post", by="ada", space=space, body=f"Word {len(slowest)}")
        await _until(lambda: len(crowd.heard) >= len(cookies), 30)
        missing = len(cookies) - len(crowd.heard)
        assert missing <= 0, f"{missing} sockets did not hear it"
        slowest.append(max(crowd.heard) / 1000 - said)
        await asyncio.sleep(min(5, max(ends - time.monotonic(), 0)))
    report.figure("words told to all of them", len(slowest))
    report.timing("the last socket has it after, at worst", max(slowest), 2)
    report.must("sockets lost", crowd.lost, 0)
    busy = await _pages(page)
    report.figure("a page beside them, to one without", busy / alone, "times")
    crowd.leave()


async def _pages(reader: Reader) -> float:
    took = []
    for _ in range(40):
        begun = time.monotonic()
        await reader.ask("/healthz")
        took.append(time.monotonic() - begun)
    return statistics.median(took)


async def _return(report: Report, product: Product, cookies: list[str], stream: str) -> None:
    crowd = await _open(product, cookies, stream)
    for one in crowd.sockets:
        one.closing = True
    await asyncio.to_thread(product.kill)
    await asyncio.to_thread(product.start)
    begun, back = time.monotonic(), Crowd()
    refused = 0

    async def come(cookie: str) -> None:
        nonlocal refused
        for _try in range(60):
            try:
                await back.gather(
                    product.port, "/ws/live/", [cookie], hello=f'{{"follow": "{stream}"}}', origin=product.address
                )
                return
            except (RuntimeError, OSError, TimeoutError) as problem:
                if " 500 " in str(problem):
                    raise
                refused += 1
                await asyncio.sleep(0.5)

    waiting: list[Awaitable[None]] = [come(cookie) for cookie in cookies]
    await asyncio.gather(*waiting)
    report.timing("all open again after", time.monotonic() - begun, 60)
    report.figure("told to come later, and came", refused)
    report.must("sockets that did not come back", len(cookies) - len(back.sockets), 0)
    back.leave()
