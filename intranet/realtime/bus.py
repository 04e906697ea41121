"""Between processes: with Redis each tells the others at once; without it they look into the database.

The bus is never trusted with anything: frames are rows already, so what it loses, doubles or reorders costs a delay.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Protocol

import redis
import redis.asyncio
from django.conf import settings
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from intranet.core import away

from .frames import Numbered, encode

log = logging.getLogger(__name__)

# Redis tells a channel to all of its databases, and staging may share the server with the real thing: the number of the
# database is part of the name.
CHANNEL = "portico:live:{database}"
HERE = "portico:here"
# A person is here for so long after the last word of a process about it.
HERE_SECONDS = 60
# Frames larger than this travel as a hint (stream and number); the hub reads them from the database.
_LARGEST_CARRIED = 32 * 1024

Heard = Callable[[dict[str, Any]], None]


class Bus(Protocol):
    # Whether what other processes commit arrives by itself, now. Where not, the hub polls.
    up: bool

    def announce(self, frames: Sequence[Numbered]) -> None:
        """Tell the hubs of other processes, from any thread. Never raises."""

    def tell(self, message: dict[str, Any]) -> None:
        """Tell them something that is kept nowhere, from any thread. Never raises."""

    async def listen(self, heard: Heard, subscribed: Callable[[], None]) -> None:
        """Pass on what others announce, for ever; ``subscribed`` is called at each (re)connection."""

    async def mention(self, message: dict[str, Any]) -> None:
        """Tell the hubs something that is kept nowhere (typing). Never raises."""

    async def note_here(self, arrived: Iterable[int], left: Iterable[int]) -> None: ...

    async def read_here(self) -> set[int] | None:
        """Who is here according to the other processes; None when it cannot be known now."""

    def read_here_now(self) -> set[int]:
        """Who is here according to all processes, from any thread."""

    def answers(self) -> bool:
        """Whether it is reachable now, from any thread."""

    def figures(self) -> dict[str, float]:
        """What the shared store counts of itself, from any thread; empty where there is none, or it is away."""


class LocalBus:
    """One process, or none that would listen."""

    up = False

    def announce(self, frames: Sequence[Numbered]) -> None:
        pass

    def tell(self, message: dict[str, Any]) -> None:
        pass

    async def listen(self, heard: Heard, subscribed: Callable[[], None]) -> None:
        pass

    async def mention(self, message: dict[str, Any]) -> None:
        pass

    async def note_here(self, arrived: Iterable[int], left: Iterable[int]) -> None:
        pass

    async def read_here(self) -> set[int] | None:
        return set()

    def read_here_now(self) -> set[int]:
        return set()

    def answers(self) -> bool:
        return True

    def figures(self) -> dict[str, float]:
        return {}


class RedisBus:
    """One subscription a process, whatever the number of its sockets and streams."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.up = False
        self.process = secrets.token_hex(6)
        self._sync = redis.Redis.from_url(
            url,
            socket_connect_timeout=away.CONNECT_SECONDS,
            socket_timeout=away.ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self.channel = CHANNEL.format(database=self._sync.get_connection_kwargs().get("db") or 0)
        self._loop_client: redis.asyncio.Redis | None = None
        self._here_read: tuple[float, set[int]] = (0.0, set())

    # --- frames -------------------------------------------------------------------------------------------------
    def announce(self, frames: Sequence[Numbered]) -> None:
        said = [[frame.stream, frame.seq, frame.event, frame.payload] for frame in frames]
        text = encode({"from": self.process, "frames": said})
        if len(text) > _LARGEST_CARRIED:
            text = encode({"from": self.process, "hints": [[frame.stream, frame.seq] for frame in frames]})
        self._publish(text)

    def tell(self, message: dict[str, Any]) -> None:
        self._publish(encode({"from": self.process, **message}))

    def _publish(self, text: str) -> None:
        if not away.redis.may_try():
            return
        try:
            self._sync.publish(self.channel, text)
        except (RedisError, OSError) as failure:
            # A person waits for this answer: with Redis gone it must not cost a time-out each.
            away.redis.failed()
            log.warning("Redis did not take a frame; other processes find it by themselves: %s", failure)
        else:
            away.redis.succeeded()

    def answers(self) -> bool:
        try:
            return bool(self._sync.ping())
        except (RedisError, OSError):
            return False

    def figures(self) -> dict[str, float]:
        try:
            found: Any = self._sync.info("stats")
        except (RedisError, OSError):
            return {}
        return {"hits": found["keyspace_hits"], "misses": found["keyspace_misses"]}

    async def listen(self, heard: Heard, subscribed: Callable[[], None]) -> None:
        pause = 0.1
        while True:
            client = self._async_client()
            try:
                async with client.pubsub() as subscription:
                    await subscription.subscribe(self.channel)
                    async for message in _messages(subscription):
                        if message["type"] == "subscribe":
                            # Also after redis-py reconnected by itself: what was said meanwhile is lost to us.
                            self.up, pause = True, 0.1
                            away.redis.succeeded()
                            subscribed()
                        elif message["type"] == "message":
                            self._pass_on(message["data"], heard)
            except (RedisError, OSError, TimeoutError) as failure:
                if self.up:
                    log.warning("Redis is gone; this process looks into the database meanwhile: %s", failure)
            finally:
                self.up = False
                await client.aclose()
            await asyncio.sleep(pause)
            pause = min(pause * 2, 2.0)

    def _pass_on(self, data: bytes, heard: Heard) -> None:
        try:
            message = json.loads(data)
            if message["from"] != self.process:
                heard(message)
        except Exception:
            log.exception("A message on the bus was not understood")

    async def mention(self, message: dict[str, Any]) -> None:
        if self.up and self._loop_client is not None:
            try:
                await self._loop_client.publish(self.channel, encode({"from": self.process, **message}))
            except (RedisError, OSError):
                log.info("Redis did not take a mention", exc_info=True)

    def _async_client(self) -> redis.asyncio.Redis:
        self._loop_client = redis.asyncio.Redis.from_url(
            self.url, socket_connect_timeout=2, socket_timeout=5, retry=AsyncRetry(NoBackoff(), 0)
        )
        return self._loop_client

    # --- presence -----------------------------------------------------------------------------------------------
    # One sorted set of "person:process", scored by the moment after which it no longer counts.
    async def note_here(self, arrived: Iterable[int], left: Iterable[int]) -> None:
        if not (self.up and self._loop_client is not None):
            return
        until = time.time() + HERE_SECONDS
        arriving = {f"{person}:{self.process}": until for person in arrived}
        leaving = [f"{person}:{self.process}" for person in left]
        try:
            async with self._loop_client.pipeline(transaction=False) as steps:
                steps.zremrangebyscore(HERE, "-inf", time.time())
                if arriving:
                    steps.zadd(HERE, arriving)
                if leaving:
                    steps.zrem(HERE, *leaving)
                await steps.execute()
        except (RedisError, OSError):
            log.info("Redis did not take who is here", exc_info=True)

    async def read_here(self) -> set[int] | None:
        if not (self.up and self._loop_client is not None):
            return None
        try:
            members = await self._loop_client.zrangebyscore(HERE, time.time(), "+inf")
        except (RedisError, OSError):
            return None
        return {person for person, process in map(_person_and_process, members) if process != self.process}

    def read_here_now(self) -> set[int]:
        read_at, people = self._here_read
        if time.monotonic() - read_at > 2 and away.redis.may_try():
            try:
                members = self._sync.zrangebyscore(HERE, time.time(), "+inf")
                people = {person for person, _ in map(_person_and_process, members)}
            except (RedisError, OSError):
                away.redis.failed()
                people = set()
            else:
                away.redis.succeeded()
            self._here_read = (time.monotonic(), people)
        return people


async def _messages(subscription: Any) -> Any:
    """What comes in; asks for a sign of life in silence, since a cut wire is silent too."""
    asked = False
    while True:
        message = await subscription.get_message(timeout=5)
        if message is not None:
            asked = False
            yield message
        elif asked:
            raise TimeoutError("no answer from Redis")
        else:
            await subscription.ping()
            asked = True


def _person_and_process(member: Any) -> tuple[int, str]:
    person, _, process = member.decode().partition(":")
    return int(person), process


@cache
def shared_bus() -> Bus:
    """The bus of this process, as the environment says."""
    return RedisBus(settings.REDIS_URL) if settings.REDIS_URL else LocalBus()
