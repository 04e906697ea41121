"""Two processes and a Redis between them, which may go away and come back."""

from __future__ import annotations

import asyncio

import pytest

from .live_browser import in_thread
from .live_house import House
from .redis_server import redis_server
from .test_live_servers import Tab, a_tab
from .two_processes import same_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.redis]

# No look into the database while Redis is there: what arrives came by Redis.
NEVER = 3600


@pytest.fixture
def redis(tmp_path):
    with redis_server(tmp_path) as server:
        yield server


@pytest.fixture
async def two_houses(redis, db):
    async def start(poll: float) -> list[House]:
        database = same_database()["DATABASE_URL"]
        starting = [asyncio.to_thread(House, database=database, poll=poll, REDIS_URL=redis.url) for _ in range(2)]
        houses.extend(await asyncio.gather(*starting))
        return houses

    houses: list[House] = []
    yield start
    for house in houses:
        house.close()


async def is_subscribed(house: House) -> None:
    async with asyncio.timeout(15):
        while not (await asyncio.to_thread(house.stats)).get("others_heard"):
            await asyncio.sleep(0.02)


async def follows(house: House, client, stream: str = "org") -> Tab:
    tab = await a_tab(house, client)
    await tab.say(follow=stream)
    await tab.hears(following=stream)
    await is_subscribed(house)
    return tab


async def test_each_process_hears_the_other_at_once(two_houses, as_, author, colleague):
    first, second = await two_houses(NEVER)
    ada = await follows(first, await in_thread(as_, author))
    ben = await follows(second, await in_thread(as_, colleague))

    await asyncio.to_thread(first.publish, "org", "by_first")
    await asyncio.to_thread(second.publish, "org", "by_second")
    await asyncio.to_thread(first.publish, "org", "large", text="x" * 50_000)

    for tab in (ada, ben):
        assert [(await tab.hears(stream="org"))["event"] for _ in range(3)] == ["by_first", "by_second", "large"]

    # What is kept nowhere goes the same way.
    await ada.say(typing="org")
    assert await ben.hears(stream="org", typing=author.pk)
    await ada.say(watch=[colleague.key])
    await ada.hears(presence={colleague.key: False})
    await ben.say(here=True)
    await until_here(first, colleague.pk)


async def until_here(house: House, person: int) -> None:
    async with asyncio.timeout(15):
        while await asyncio.to_thread(house.who_is_here, person) != [person]:
            await asyncio.sleep(0.05)


async def test_a_redis_that_goes_away_costs_a_delay_and_nothing_else(two_houses, redis, as_, author, colleague):
    first, second = await two_houses(0.1)
    ada = await follows(first, await in_thread(as_, author))
    ben = await follows(second, await in_thread(as_, colleague))
    await asyncio.to_thread(first.publish, "org", "before")

    await asyncio.to_thread(redis.kill)
    await asyncio.to_thread(first.publish, "org", "without")
    await asyncio.to_thread(second.publish, "org", "without_too")
    for tab in (ada, ben):
        assert [(await tab.hears(stream="org"))["event"] for _ in range(3)] == ["before", "without", "without_too"]

    await asyncio.to_thread(redis.start)
    for house in (first, second):
        await is_subscribed(house)
    await asyncio.to_thread(first.publish, "org", "after")
    for tab in (ada, ben):
        assert (await tab.hears(stream="org"))["event"] == "after"


async def test_what_was_said_while_a_process_was_cut_off_is_caught_up_at_the_subscription(
    two_houses, redis, as_, author, colleague
):
    """Neither process looks into the database by itself here: only the new subscription makes it."""
    first, second = await two_houses(NEVER)
    ben = await follows(second, await in_thread(as_, colleague))

    await asyncio.to_thread(redis.kill)
    await asyncio.to_thread(first.publish, "org", "unheard", times=20)
    await asyncio.to_thread(redis.start)

    assert [(await ben.hears(stream="org"))["seq"] for _ in range(20)] == list(range(1, 21))
