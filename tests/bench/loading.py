"""What a page costs: the same readers ask for it again and again, and the cheapest quarter of the slices counts.

A virtual processor whose neighbour works takes up to twice the CPU for the same work, for parts of a second or for
minutes, and neither load nor steal time tells. What disturbs only ever adds, so the cheap slices say what the page
costs and the dear ones what the machine did (the reasoning of Python's ``timeit``, which takes the very cheapest).
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
from collections.abc import Sequence

from .clients import Reader
from .processes import cpu_seconds
from .size import sized

READERS = 4
SLICES, SLICE = sized((32, 20), (4, 20))


def page(
    pid: int, port: int, path: str, cookie: str = "", *headers: str, afresh: bool = False, readers: int = READERS
) -> float:
    """Milliseconds of CPU of the server for one request. ``afresh`` asks with another query each time, so that what is
    kept for one is not given to the next."""
    return counted(asyncio.run(_slices(pid, port, path, cookie, headers, afresh, readers)))


def counted(slices: Sequence[float]) -> float:
    """The mean of the cheapest quarter."""
    return statistics.fmean(sorted(slices)[: max(1, len(slices) // 4)])


async def _slices(
    pid: int, port: int, path: str, cookie: str, headers: Sequence[str], afresh: bool, count: int
) -> list[float]:
    readers = [Reader(port, cookie, *headers) for _ in range(count)]
    asked, mark = itertools.count(), "&" if "?" in path else "?"

    async def read(reader: Reader) -> None:
        for _ in range(SLICE // count):
            status, body = await reader.ask(f"{path}{mark}r={next(asked)}" if afresh else path)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}: {body[:200]!r}")

    async def cost() -> float:
        before = cpu_seconds(pid)
        await asyncio.gather(*(read(reader) for reader in readers))
        return 1000 * (cpu_seconds(pid) - before) / SLICE

    await cost()  # warm
    return [await cost() for _ in range(SLICES)]
