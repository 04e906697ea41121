"""The rows of the table: what is measured, in which unit, and the number each is to meet.

A row without a number is there to be read beside its neighbours. Who else was measured is either in the same run (the
benchmark tells both figures) or stands here with ``elsewhere``: what somebody else's product took on another day, on
another machine, which says how far apart we are and no more.
"""

from __future__ import annotations

from dataclasses import dataclass

PAGES = "Pages"
GROWTH = "Ten times the data"
LIVE = "Live"
TOGETHER = "Writing together"
SEARCH = "Search"
PROCESS = "The process"
SCALED = "One process and several"
OTHERS = "Besides"
GROUPS = (PAGES, GROWTH, LIVE, TOGETHER, SEARCH, PROCESS, SCALED, OTHERS)


@dataclass(frozen=True)
class Number:
    """``most`` or ``least`` is the number to meet; ``peer`` is who is measured in the same run."""

    group: str
    what: str
    unit: str
    most: float | None = None
    least: float | None = None
    peer: str = ""
    elsewhere: tuple[tuple[str, float], ...] = ()


_MS = "ms of CPU"
_TIMES = "times"
_MICROS = "µs of CPU each"

NUMBERS = {
    "topic.member": Number(
        PAGES, "A topic of the forum, 20 answers, colleague", _MS, most=8, elsewhere=(("NodeBB", 18.4), ("Misago", 173))
    ),
    "topic.guest": Number(
        PAGES, "A topic, guest, nothing kept", _MS, most=3, elsewhere=(("NodeBB", 11.9), ("Misago", 118))
    ),
    "topic.guest.kept": Number(PAGES, "A topic, guest, page kept", _MS, most=3),
    "topic.guests": Number(PAGES, "A burst of guests at one topic", "requests/s", least=300),
    "home": Number(PAGES, "Home, a page of 20 cards", _MS, most=10),
    "wiki.member": Number(
        PAGES, "A page of the wiki, colleague", _MS, most=6, elsewhere=(("django-wiki", 33), ("MediaWiki", 47))
    ),
    "wiki.guest": Number(
        PAGES, "A page, guest, nothing kept", _MS, most=4, elsewhere=(("django-wiki", 27), ("MediaWiki", 35))
    ),
    "wiki.guest.kept": Number(PAGES, "A page, guest, page kept", _MS, most=4),
    "post.member": Number(PAGES, "A post, 20 comments, colleague", _MS),
    "people": Number(PAGES, "The directory, 48 people", _MS),
    "community.member": Number(PAGES, "The front of the forum, colleague", _MS),
    "ideas.board": Number(PAGES, "A board of 2,000 ideas, colleague", _MS),
    "idea.member": Number(PAGES, "An idea, colleague", _MS),
    "healthz": Number(PAGES, "/healthz: what any request costs at least", _MS),
    "growth.home": Number(GROWTH, "Home", _TIMES, most=1.2),
    "growth.post": Number(GROWTH, "A post", _TIMES, most=1.2),
    "growth.people": Number(GROWTH, "The directory (as many people)", _TIMES, most=1.2),
    "growth.topic.member": Number(GROWTH, "A topic, colleague", _TIMES, most=1.2),
    "growth.topic.guest": Number(GROWTH, "A topic, guest, nothing kept", _TIMES, most=1.2),
    "growth.wiki.member": Number(GROWTH, "A page of the wiki, colleague, among 5,000 for 50", _TIMES, most=1.2),
    "growth.room": Number(GROWTH, "A room of 100,000 messages for 1,000", _TIMES, most=1.2),
    "fanout.200": Number(LIVE, "Hub, 200 sockets, rights asked", _MICROS, most=25, peer="bare loop"),
    "fanout.1000": Number(LIVE, "Hub, 1,000 sockets", _MICROS, most=25, peer="bare loop"),
    "fanout.200.bare": Number(LIVE, "Hub to the bare loop, 200 sockets", "of it", least=0.65),
    "fanout.1000.bare": Number(LIVE, "Hub to the bare loop, 1,000 sockets", "of it", least=0.65),
    "fanout.200.stock": Number(LIVE, "Hub to the tutorial's chat, 200 sockets", _TIMES, least=10),
    "fanout.1000.stock": Number(LIVE, "Hub to the tutorial's chat, 1,000 sockets", _TIMES, least=10),
    "chat.p99": Number(LIVE, "Sent, committed, delivered: 50/s to 200 sockets, p99", "ms", most=50),
    "chat.p99.1000": Number(LIVE, "The same, 10/s to 1,000 sockets, p99", "ms"),
    "chat.arrived": Number(LIVE, "Of those messages, arrived at 200 sockets", "share", least=1),
    "chat.send": Number(LIVE, "A message sent, nobody listening", _MS),
    "chat.delivery": Number(LIVE, "A delivery in a room of 200", _MICROS, peer="bare loop"),
    "together.p99": Number(TOGETHER, "A letter of 20 writers, 5/s each, p99, to Hocuspocus", _TIMES, most=1),
    "together.p99.ms": Number(TOGETHER, "The same in milliseconds", "ms", peer="Hocuspocus"),
    "together.agreed": Number(TOGETHER, "Rounds in which all agree, who comes late too", "share", least=1),
    "together.document": Number(TOGETHER, "An open document of 20,000 letters", "kB"),
    "search.p50": Number(SEARCH, "50,000 entries, embedded: the slowest way of asking, p50", "ms", most=100),
    "search.common": Number(SEARCH, "A common word, p50", "ms", most=100),
    "search.findable": Number(SEARCH, "A new entry is found after", "ms", most=2000),
    "search.postgres.p50": Number(SEARCH, "The same 50,000 on PostgreSQL, the slowest way, p50", "ms"),
    "memory.rest": Number(PROCESS, "Memory of `manage.py serve` at rest, worker inside", "MB", most=200),
    "memory.read": Number(PROCESS, "After every page of this table was read", "MB"),
    "memory.socket": Number(PROCESS, "An idle socket", "kB", most=40),
    "start.later": Number(PROCESS, "A later start, until a page answers", "s", most=5),
    "start.first": Number(PROCESS, "First `make run` of a fresh clone, packages fetched", "s", most=180),
    "scaled.http.1": Number(SCALED, "Topic for a colleague, 1 process, PostgreSQL and Redis", "requests/s"),
    "scaled.http.2": Number(SCALED, "2 processes", "requests/s"),
    "scaled.http.4": Number(SCALED, "4 processes", "requests/s"),
    "scaled.http.cpu": Number(SCALED, "CPU of such a request in each of 2", _MS),
    "servers.own": Number(SCALED, "The same, 2 processes, by our bridge under uvicorn", _MS),
    "servers.gunicorn": Number(SCALED, "The same, by gunicorn", _MS),
    "servers.granian": Number(SCALED, "The same, by granian", _MS),
    "servers.waitress": Number(SCALED, "The same, by waitress", _MS),
    "connections.kept": Number(SCALED, "A connection to PostgreSQL for a request, kept by its thread", _MICROS),
    "connections.pool": Number(SCALED, "The same, from psycopg's pool", _MICROS),
    "scaled.live.1": Number(SCALED, "Hub over Redis, 400 sockets in 1 process", _MICROS),
    "scaled.live.2": Number(SCALED, "The same 400 sockets in 2 processes", _MICROS),
    "scaled.live.1.p99": Number(SCALED, "1 process, p99", "ms"),
    "scaled.live.2.p99": Number(SCALED, "2 processes, p99, from one to the other", "ms"),
    "digest": Number(OTHERS, "A digest of 10,000 unread things", _MS, most=300),
    "telling.act": Number(OTHERS, "Writing what concerns 1,000 people", _MS),
    "telling.job": Number(OTHERS, "The job that tells them", _MS),
    "markup.post": Number(OTHERS, "Markdown of a post", _MS),
    "markup.worst": Number(OTHERS, "The worst text of 100 KB that we know", _MS),
    "falls.sent": Number(OTHERS, "Messages acknowledged while the server was killed eight times", "all there"),
    "typing.letter": Number(OTHERS, "A letter at the end of a page of 200 kB, browser", _MS),
}
