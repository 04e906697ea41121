"""CPU of the server per delivery: the hub with full authorisation, beside the bare loop and the tutorial's chat."""

from __future__ import annotations

import asyncio
import statistics
from dataclasses import dataclass

from . import results
from .clients import Crowd, Reader, talk
from .house import House, build
from .processes import cpu_seconds, memory_mb, server
from .size import sized

SECONDS = sized(6, 2)


@dataclass(frozen=True)
class Figures:
    micros: float
    p50: float
    p99: float
    arrived: float
    kb_per_socket: float


def run() -> None:
    house = build(sized(4_000, 400))
    for sockets, rate in ((200, 50), (1000, 10)):
        print(f"\nFan-out: {sockets} sockets, {rate} messages a second for {SECONDS} s")
        print(f"{'':<24}{'CPU µs/delivery':>16}{'p50 ms':>9}{'p99 ms':>9}{'arrived':>9}{'kB/socket':>11}")
        bare = show("bare ASGI loop", measure("tests.bench.apps.bare:application", sockets, rate, {}, None))
        product = show(
            "Portico's hub", measure("tests.bench.apps.product:application", sockets, rate, house.environment, house)
        )
        # The tutorial's chat falls behind at this rate, so it gets a fifth: its CPU per delivery is what counts.
        stock = show(
            f"Channels tutorial, {rate // 5}/s",
            measure("tests.bench.apps.stock:application", sockets, rate // 5, {}, None),
        )
        print(f"Portico to bare: {bare.micros / product.micros:.2f} of its deliveries per CPU second")
        print(f"Portico to the tutorial: {stock.micros / product.micros:.1f} times")
        key = f"fanout.{sockets}"
        results.keep(
            {
                key: product.micros,
                f"{key}.bare": bare.micros / product.micros,
                f"{key}.stock": stock.micros / product.micros,
            },
            peers={key: bare.micros},
        )


def show(name: str, figures: Figures) -> Figures:
    print(
        f"{name:<24}{figures.micros:>16.1f}{figures.p50:>9.1f}{figures.p99:>9.1f}{figures.arrived:>9.1%}"
        f"{figures.kb_per_socket:>11.1f}",
        flush=True,
    )
    return figures


def measure(
    application: str, sockets: int, rate: float, environment: dict[str, str], house: House | None = None
) -> Figures:
    with server(application, environment) as (pid, port):
        return asyncio.run(_talk(pid, port, sockets, rate, house))


async def _talk(pid: int, port: int, sockets: int, rate: float, house: House | None) -> Figures:
    crowd = Crowd()
    empty = memory_mb(pid)
    if house is not None:
        cookies = [house.cookies[number % len(house.cookies)] for number in range(sockets)]
        await crowd.gather(port, "/ws/live/", cookies, hello='{"follow": "org"}', origin=f"http://localhost:{port}")
        reader = Reader(port)

        async def say(text: str) -> None:
            async with turn:
                await reader.ask("/bench/say", method="POST", body=text.encode())

        turn = asyncio.Lock()
    else:
        await crowd.gather(port, "/ws/", [""] * sockets)

        async def say(text: str) -> None:
            crowd.sockets[0].say(f'{{"message": "{text}"}}')

    await asyncio.sleep(2)
    weight = (memory_mb(pid) - empty) * 1024 / sockets
    await talk(crowd, say, rate=rate, seconds=1)
    before = cpu_seconds(pid)
    sent = await talk(crowd, say, rate=rate, seconds=SECONDS)
    spent, heard = cpu_seconds(pid) - before, sorted(crowd.heard)
    crowd.leave()
    if not heard:
        raise RuntimeError("Nothing arrived.")
    return Figures(
        micros=1e6 * spent / len(heard),
        p50=statistics.median(heard),
        p99=heard[int(len(heard) * 0.99)],
        arrived=len(heard) / (sent * sockets),
        kb_per_socket=weight,
    )
