"""Chat as people use it: messages sent over HTTP into a room that many follow; opening rooms of any length.

Beside the tutorial's chat and the bare loop, in one run. Of Portico's CPU two things are told apart: what a send costs
(a request, a session, the policies, a transaction with its rows and its job, the message drawn in two languages) is
measured with nobody listening; what is left, divided by the deliveries, is what a delivery costs.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from urllib.parse import urlencode

from . import results
from .clients import Crowd, Reader, talk
from .fanout import SECONDS, Figures, measure, show
from .house import House, build
from .loading import page
from .processes import cpu_seconds, memory_mb, server
from .size import sized

LONG, SHORT = sized((100_000, 1_000), (2_000, 200))
_ROOMS = """
from chat import actions
from chat.bulk import insert_messages
from chat.models import Message, Room, RoomMember
from datetime import timedelta
from django.db.models import Count
from django.utils.timezone import now
from intranet.accounts.models import User

# Those who are signed in come first.
people = list(User.objects.active().staff().annotate(n=Count("memberships")).order_by("-n", "pk"))

def a_room(name, count, size):
    room = actions.open_room(by=people[0], name=name)
    rows = [RoomMember(room=room, person=person) for person in people[1:size]]
    RoomMember.objects.bulk_create(rows, batch_size=500)
    begun = now() - timedelta(days=300)
    insert_messages(
        Message(room=room, author=people[n % size], body=f"A line of the length that lines have, number {n}.",
                published_at=begun + timedelta(days=300) * n / count)
        for n in range(count)
    )
    room.refresh_from_db()
    RoomMember.objects.filter(room=room).update(read_seq=room.last_seq)
    told[name] = room.pk

a_room("hall", 200, 220)
a_room("crowd", 200, 1000)
a_room("short", SHORT, 220)
a_room("long", LONG, 220)
for n in range(60):
    a_room(f"side-{n}", 30, 40)
"""


def run() -> dict[str, float]:
    rooms = f"SHORT, LONG = {SHORT}, {LONG}\n{_ROOMS}"
    house = build(400, people=1_050, name=f"chat-{LONG}", more=rooms)
    figures: dict[str, float] = {}
    for sockets, rate, room in ((200, 50, "hall"), (1000, 10, "crowd")):
        print(f"\nChat: {sockets} sockets in a room, {rate} messages a second over HTTP for {SECONDS} s")
        print(f"{'':<24}{'CPU µs/delivery':>16}{'p50 ms':>9}{'p99 ms':>9}{'arrived':>9}{'kB/socket':>11}")
        bare = show("bare ASGI loop", measure("tests.bench.apps.bare:application", sockets, rate, {}))
        send, all_told = _fan_out(house, sockets, rate, house.told[room])
        show("Portico, sends included", all_told)
        alone = all_told.micros - 1e6 * send / sockets
        print(f"{'Portico, deliveries':<24}{alone:>16.1f}")
        print(f"A send with nobody listening: {1000 * send:.1f} ms of CPU")
        stock = show(
            f"Channels tutorial, {rate // 5}/s", measure("tests.bench.apps.stock:application", sockets, rate // 5, {})
        )
        print(f"Deliveries to bare: {bare.micros / alone:.2f} of its deliveries per CPU second")
        print(f"All told to the tutorial: {stock.micros / all_told.micros:.1f} times")
        figures |= {f"{sockets} sockets, µs": all_told.micros, f"{sockets} sockets, deliveries µs": alone}
        figures |= {f"{sockets} sockets, p99 ms": all_told.p99, "send, ms": 1000 * send}
        if room == "hall":
            told = {"chat.p99": all_told.p99, "chat.arrived": all_told.arrived, "chat.send": 1000 * send}
            results.keep(told | {"chat.delivery": alone}, peers={"chat.delivery": bare.micros})
        else:
            results.keep({"chat.p99.1000": all_told.p99})
    return figures | _pages(house)


def _fan_out(house: House, sockets: int, rate: int, room: int) -> tuple[float, Figures]:
    with server("intranet.asgi:application", house.environment) as (pid, port):
        return asyncio.run(_talk(pid, port, house, sockets, rate, room))


async def _talk(pid: int, port: int, house: House, sockets: int, rate: int, room: int) -> tuple[float, Figures]:
    free: asyncio.Queue[Reader] = asyncio.Queue()
    for cookie in house.cookies[:16]:
        free.put_nowait(_writer(port, cookie))

    async def say(text: str) -> None:
        writer = await free.get()
        status, body = await writer.ask(
            f"/chat/{room}/messages/", method="POST", body=urlencode({"body": text}).encode()
        )
        free.put_nowait(writer)
        if status != 201:
            raise RuntimeError(f"{status}: {body[:300]!r}")

    nobody = Crowd()
    await talk(nobody, say, rate=rate, seconds=2, drain=0)
    before = cpu_seconds(pid)
    sent = await talk(nobody, say, rate=rate, seconds=SECONDS, drain=0)
    send = (cpu_seconds(pid) - before) / sent
    crowd, empty = Crowd(), memory_mb(pid)
    cookies = [house.cookies[number % len(house.cookies)] for number in range(sockets)]
    hello = f'{{"follow": "room_{room}"}}'
    await crowd.gather(port, "/ws/live/", cookies, hello=hello, origin=f"http://localhost:{port}")
    await asyncio.sleep(2)
    weight = (memory_mb(pid) - empty) * 1024 / sockets
    await talk(crowd, say, rate=rate, seconds=1)
    before = cpu_seconds(pid)
    sent = await talk(crowd, say, rate=rate, seconds=SECONDS)
    spent, heard = cpu_seconds(pid) - before, sorted(crowd.heard)
    crowd.leave()
    figures = Figures(
        micros=1e6 * spent / len(heard),
        p50=statistics.median(heard),
        p99=heard[int(len(heard) * 0.99)],
        arrived=len(heard) / (sent * sockets),
        kb_per_socket=weight,
    )
    return send, figures


def _writer(port: int, cookie: str) -> Reader:
    """A browser that has loaded the page: its session, and the token that its forms carry."""
    token = "b" * 32
    return Reader(
        port,
        f"{cookie}; portico_csrf={token}",
        f"X-CSRFToken: {token}",
        f"Origin: http://localhost:{port}",
        "Accept: application/json",
        "Content-Type: application/x-www-form-urlencoded",
    )


def _pages(house: House) -> dict[str, float]:
    """The CPU of opening a room, and of what it is read by, in a short and in a long one."""
    print("\nOpening a room, CPU ms of the server per request")
    short, long = house.told["short"], house.told["long"]
    pages = {
        "the room": "/chat/{room}/",
        "messages before the middle": "/chat/{room}/messages/?before={middle}",
        "messages around the middle": "/chat/{room}/messages/?around={middle}",
        "a day": "/chat/{room}/messages/?day={day}",
        "the sidebar, 64 rooms": "/chat/sidebar/",
    }
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 150 * 86400))
    print(f"{'page':<32}{SHORT:>12,}{LONG:>12,}{'growth':>10}")
    figures: dict[str, float] = {}
    with server("intranet.asgi:application", house.environment) as (pid, port):
        for name, path in pages.items():
            cost = [
                page(
                    pid,
                    port,
                    path.format(room=room, middle=count // 2, day=day),
                    house.cookies[0],
                    *(["HX-Request: true"] if "sidebar" in path else []),
                    readers=2,
                )
                for room, count in ((short, SHORT), (long, LONG))
            ]
            figures[name] = cost[1]
            if name == "the room":
                results.keep({"growth.room": cost[1] / cost[0]})
            print(f"{name:<32}{cost[0]:>12.1f}{cost[1]:>12.1f}{cost[1] / cost[0]:>10.2f}", flush=True)
    return figures
