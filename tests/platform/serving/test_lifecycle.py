"""The loop begins once, ends once, and is known before the first request."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from intranet.serving import lifecycle


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A lifecycle of this test's own, and what it has called."""
    told: list[str] = []
    monkeypatch.setattr(lifecycle, "_starts", [])
    monkeypatch.setattr(lifecycle, "_stops", [])
    monkeypatch.setattr(lifecycle, "_state", lifecycle._State())

    def note(word: str) -> lifecycle.Callback:
        async def callback() -> None:
            await asyncio.sleep(0)
            told.append(word)

        return callback

    lifecycle.on_start(note("one"))
    lifecycle.on_start(note("two"))
    lifecycle.on_stop(note("one stops"))
    lifecycle.on_stop(note("two stops"))
    return told


async def page(scope: dict, receive: object, send: object) -> None:
    await send("page")


async def ask(app: object, kind: str = "http") -> None:
    async def send(_: object) -> None:
        pass

    await app({"type": kind}, None, send)


async def test_the_first_connection_starts_what_must_run_whichever_kind_it_is(told: list[str]) -> None:
    app = lifecycle.with_lifecycle(page)
    await asyncio.gather(*(ask(app, kind) for kind in ("websocket", "http", "http")))
    assert told == ["one", "two"]


def test_another_loop_is_told_again(told: list[str]) -> None:
    app = lifecycle.with_lifecycle(page)
    asyncio.run(ask(app))
    asyncio.run(ask(app))
    assert told == ["one", "two"] * 2


async def test_nothing_is_answered_before_the_start_is_over(told: list[str]) -> None:
    seen: list[list[str]] = []

    async def nosy(scope: dict, receive: object, send: object) -> None:
        seen.append(list(told))

    app = lifecycle.with_lifecycle(nosy)
    await asyncio.gather(ask(app), ask(app))
    assert seen == [["one", "two"]] * 2


async def test_a_start_that_fails_is_tried_again(told: list[str]) -> None:
    attempts: list[int] = []

    @lifecycle.on_start
    async def sometimes() -> None:
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("not yet")

    app = lifecycle.with_lifecycle(page)
    with pytest.raises(OSError, match="not yet"):
        await ask(app)
    await ask(app)
    assert len(attempts) == 2


async def test_the_end_comes_in_the_opposite_order_and_survives_a_failure(told: list[str]) -> None:
    @lifecycle.on_stop
    async def stumbles() -> None:
        raise OSError("gone already")

    await lifecycle.stop()
    assert told == []
    await lifecycle.start()
    await lifecycle.stop()
    await lifecycle.stop()
    assert told == ["one", "two", "two stops", "one stops"]


async def lifespan(app: object, *kinds: str) -> list[dict]:
    coming = iter(kinds)
    said: list[dict] = []

    async def receive() -> dict:
        return {"type": f"lifespan.{next(coming)}"}

    async def send(message: dict) -> None:
        said.append(message)

    await app({"type": "lifespan"}, receive, send)
    return said


async def test_a_server_with_a_lifespan_starts_and_stops_by_it(told: list[str]) -> None:
    said = await lifespan(lifecycle.with_lifecycle(page), "startup", "shutdown")
    assert [message["type"] for message in said] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert told == ["one", "two", "two stops", "one stops"]


async def test_a_server_with_a_lifespan_hears_of_a_failure(told: list[str]) -> None:
    @lifecycle.on_start
    async def fails() -> None:
        raise OSError("the bus does not answer")

    said = await lifespan(lifecycle.with_lifecycle(page), "startup")
    assert said == [{"type": "lifespan.startup.failed", "message": "the bus does not answer"}]
