"""The live layer behind the servers it runs under, in a process of its own, over real connections."""

from __future__ import annotations

import asyncio
import json
import socket

import pytest
from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from intranet.realtime.publish import publish, revoke

from .live_browser import in_thread
from .live_house import House
from .two_processes import same_database

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 15


@pytest.fixture(params=["uvicorn", "daphne"])
async def house(request, db):
    house = await asyncio.to_thread(House, request.param, database=same_database()["DATABASE_URL"])
    yield house
    house.close()


class Tab:
    """A tab of a real browser, but for the browser."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line

    def __aiter__(self):
        return self

    async def __anext__(self) -> dict:
        async with asyncio.timeout(PATIENCE):
            return json.loads(await self.line.recv())

    async def say(self, **content: object) -> None:
        await self.line.send(json.dumps(content))

    async def hears(self, **wanted: object) -> dict:
        async for message in self:
            if wanted.items() <= message.items():
                return message
        raise AssertionError(wanted)

    async def is_closed_with(self) -> int:
        try:
            async for _ in self:
                pass
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006
        raise AssertionError("it is open")


def cookie_of(client) -> dict[str, str]:
    morsel = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={morsel.value}"} if morsel else {}


async def a_tab(house: House, client, *, origin: str = "http://127.0.0.1") -> Tab:
    return Tab(await connect(house.address, origin=origin, additional_headers=cookie_of(client), compression=None))


async def test_two_people_hear_each_other_and_lose_what_they_lose(house, as_, author, colleague, guest):
    ada, ben, nobody = [await in_thread(as_, person) for person in (author, colleague, guest)]
    assert await (await a_tab(house, nobody)).is_closed_with() == 4401
    with pytest.raises(InvalidStatus, match="403"):
        await a_tab(house, ada, origin="https://evil.example")
    first, second = await a_tab(house, ada), await a_tab(house, ben)
    assert await anext(first) == {"following": author.key, "seq": 0}

    # From a thread of the server.
    for tab in (first, second):
        await tab.say(follow="org")
        await tab.hears(following="org")
    await asyncio.to_thread(house.publish, "org", "said", text="Tutto è chiaro")
    for tab in (first, second):
        assert (await tab.hears(event="said"))["text"] == "Tutto è chiaro"

    # From another process, without a word to this one.
    await in_thread(publish, "org", "imported")
    assert (await first.hears(event="imported"))["seq"] == 2

    # By number, after an absence.
    late = await a_tab(house, ben)
    await late.say(follow={"org": 0, "control": None})
    assert [(await late.hears(stream="org"))["seq"] for _ in range(2)] == [1, 2]
    assert await late.hears(refused="control")

    # Whatever is said.
    for nonsense in ("{", "[]", '{"follow": 7}', "[" * 20_000):
        await late.line.send(nonsense)
        assert "error" in await anext(late)
    await late.line.send("x" * (64 * 1024 + 1))
    assert await late.is_closed_with() == 1009

    # Taken away, by another process.
    await in_thread(type(colleague).objects.filter(pk=colleague.pk).update, is_active=False)
    await in_thread(revoke, [colleague.pk])
    assert await second.is_closed_with() == 4003
    assert await (await a_tab(house, ben)).is_closed_with() == 4401
    await asyncio.to_thread(house.publish, "org", "secret")
    assert await first.hears(event="secret")


def stalled_reader(house: House, headers: dict[str, str]) -> socket.socket:
    """Follows and then never reads again."""
    address = house.address.removeprefix("ws://").partition("/")[0]
    host, port = address.split(":")
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(PATIENCE)
    line.connect((host, int(port)))
    line.sendall(
        (
            f"GET /ws/live/ HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Origin: http://127.0.0.1\r\nCookie: {headers['Cookie']}\r\n\r\n"
        ).encode()
    )
    read_until(line, b'"following":"user_')
    text = json.dumps({"follow": "org"}).encode()
    line.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)
    read_until(line, b'"following":"org"')
    return line


def read_until(line: socket.socket, words: bytes) -> None:
    heard = b""
    while words not in heard:
        more = line.recv(4096)
        assert more, heard
        heard += more


async def test_a_stalled_reader_costs_the_others_nothing(house, as_, author, colleague):
    ada, ben = [await in_thread(as_, person) for person in (author, colleague)]
    tabs = [await a_tab(house, ada) for _ in range(3)]
    for tab in tabs:
        await tab.say(follow="org")
        await tab.hears(following="org")
    stalled = await asyncio.to_thread(stalled_reader, house, cookie_of(ben))
    text = "x" * 30_000

    # The kernel takes some megabytes for it before anybody notices.
    for _ in range(40):
        await asyncio.to_thread(house.publish, "org", "said", times=20, text=text)
        for tab in tabs:
            assert [(await tab.hears(event="said"))["number"] for _ in range(20)] == list(range(20))
        if (await asyncio.to_thread(house.stats))["sockets"] == len(tabs):
            break
    else:
        raise AssertionError("the stalled reader is still in")
    stalled.close()
    for tab in tabs:
        await tab.line.close()
