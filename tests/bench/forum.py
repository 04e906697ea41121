"""CPU of the server per page of the forum, with 200 topics and with 2,000 among 40,000 entries: a topic with twenty
answers, signed in and as a guest whose page nobody has kept; the forum's front page; and a burst of guests, served from
what is kept.

A guest's page is asked for with another query each time where what it costs to make is wanted: what is kept for one is
not given to the next.
"""

from __future__ import annotations

import asyncio
import time

from . import results
from .clients import Reader
from .house import House, build
from .loading import READERS, page
from .processes import cpu_seconds, server
from .size import sized

SMALL, LARGE = sized(((4_000, 200), (40_000, 2_000)), ((400, 40), (4_000, 200)))
BURST_SECONDS = 5.0

_ASK = """
from django.core.management import call_command
from forum.models import Topic

call_command("synthesize", people=20, customers=200, spaces=0, entries=0, topics=TOPICS, no_index=True)
topic = Topic.objects.order_by("-answers_count").first()
told |= {"topic": topic.get_absolute_url(), "category": f"/community/c/{topic.category.slug}/"}
"""


def run() -> dict[str, float]:
    print(f"\nForum: CPU ms of the server per request, {READERS} readers at once")
    small, large = (_measure(_house(*size)) for size in (SMALL, LARGE))
    print(f"{'page':<44}{SMALL[0]:>10,}{LARGE[0]:>10,}{'growth':>10}")
    for name in large:
        growth = f"{large[name] / small[name]:>10.2f}" if small[name] else ""
        print(f"{name:<44}{small[name]:>10.2f}{large[name]:>10.2f}{growth}")
    member, guest = "topic, 20 answers, signed in", "topic, 20 answers, guest, nothing kept"
    results.keep(
        {
            "topic.member": large[member],
            "topic.guest": large[guest],
            "topic.guest.kept": large["topic, 20 answers, guest, kept"],
            "topic.guests": large["burst of guests, requests/s"],
            "community.member": large["community, signed in"],
            "growth.topic.member": large[member] / small[member],
            "growth.topic.guest": large[guest] / small[guest],
        }
    )
    return large


def _house(entries: int, topics: int) -> House:
    return build(entries, name=f"forum-{entries}", more=_ASK.replace("TOPICS", str(topics)))


def _measure(house: House) -> dict[str, float]:
    topic, member = house.told["topic"], house.cookies[0]
    with server("intranet.asgi:application", house.environment) as (pid, port):
        figures = {
            "topic, 20 answers, signed in": page(pid, port, topic, member),
            "topic, 20 answers, guest, nothing kept": page(pid, port, topic, "", afresh=True),
            "category, guest, nothing kept": page(pid, port, house.told["category"], "", afresh=True),
            "community, signed in": page(pid, port, "/community/", member),
            "topic, 20 answers, guest, kept": page(pid, port, topic, ""),
        }
        figures |= asyncio.run(_burst(pid, port, topic))
    return figures


async def _burst(pid: int, port: int, path: str) -> dict[str, float]:
    readers = [Reader(port, "") for _ in range(8)]
    until, count = time.monotonic() + BURST_SECONDS, 0

    async def read(reader: Reader) -> None:
        nonlocal count
        while time.monotonic() < until:
            status, _body = await reader.ask(path)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
            count += 1

    before = cpu_seconds(pid)
    await asyncio.gather(*(read(reader) for reader in readers))
    return {
        "burst of guests, requests/s": count / BURST_SECONDS,
        "burst of guests, CPU ms each": 1000 * (cpu_seconds(pid) - before) / max(count, 1),
    }
