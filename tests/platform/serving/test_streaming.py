"""The pipe between the thread that makes an answer and the loop that sends it."""

from __future__ import annotations

import asyncio

import pytest

from intranet.serving import bounds
from intranet.serving.streaming import Gone, Pipe


@pytest.fixture
async def pipe() -> Pipe:
    return Pipe(asyncio.get_running_loop())


async def test_what_gathers_is_sent_together(pipe: Pipe) -> None:
    for number in range(100):
        pipe.put(b"%d," % number)
    pipe.end()
    sent = [data async for data in pipe.gathered()]
    assert sent == [b"".join(b"%d," % number for number in range(100))]
    assert not pipe.broken


async def test_a_thread_waits_when_the_client_is_slower(pipe: Pipe) -> None:
    count = 20

    def pour() -> None:
        for _ in range(count):
            pipe.put(bytes(bounds.WINDOW_BYTES))
        pipe.end()

    thread = asyncio.create_task(asyncio.to_thread(pour))
    sizes = [len(data) async for data in pipe.gathered()]
    await thread
    assert max(sizes) == bounds.WINDOW_BYTES
    assert sum(sizes) == count * bounds.WINDOW_BYTES


async def test_a_client_that_takes_nothing_ends_the_stream(pipe: Pipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "STALL_SECONDS", 0.01)
    pipe.put(bytes(bounds.WINDOW_BYTES))
    with pytest.raises(Gone):
        await asyncio.to_thread(pipe.put, b"more")


async def test_a_client_that_leaves_wakes_the_thread_that_waits_for_it(pipe: Pipe) -> None:
    pipe.put(bytes(bounds.WINDOW_BYTES))
    waiting = asyncio.create_task(asyncio.to_thread(pipe.put, b"more"))
    pipe.leave()
    with pytest.raises(Gone):
        await waiting
    assert [data async for data in pipe.gathered()] == [bytes(bounds.WINDOW_BYTES)]
    assert pipe.broken
