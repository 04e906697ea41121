"""A small Django behind the real server code, run as a process of its own by ``start.py``.

Its views do what clients and views do on a bad day. What lies under ``/-/`` is answered in the loop, so it can be
asked when every thread is taken: it counts what has happened, lets held views go, and waits for a count.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import tempfile
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs

from django.conf import settings

THREADS, WAITING = 4, 64
BIG_BYTES = 50 * 2**20


class Facts:
    """What has happened, counted and in order; and doors at which views wait."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.order: list[str] = []
        self.news = threading.Condition()
        self.doors: dict[str, threading.Event] = {}

    def note(self, name: str) -> None:
        with self.news:
            self.counts[name] += 1
            self.order.append(name)
            self.news.notify_all()

    def reach(self, name: str, least: int, seconds: float = 15) -> bool:
        with self.news:
            return self.news.wait_for(lambda: self.counts[name] >= least, seconds)

    def door(self, name: str) -> threading.Event:
        with self.news:
            return self.doors.setdefault(name, threading.Event())


facts = Facts()


def configure() -> None:
    settings.configure(
        SECRET_KEY="only-for-this-test",
        ROOT_URLCONF="tests.platform.serving.views",
        ALLOWED_HOSTS=["127.0.0.1", "localhost", "portico.example"],
        LIVE_ORIGINS=["https://portico.example", "http://portico.example:8000"],
        MIDDLEWARE=[],
        LANGUAGES=[("en", "English"), ("it", "Italian")],
        USE_TZ=True,
        MAX_BODY_BYTES=2**20,
        MAX_UPLOAD_BYTES=8 * 2**20,
        UPLOAD_PATHS=["/files/"],
        DATA_UPLOAD_MAX_MEMORY_SIZE=2**20,
        LOGGING={
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {"console": {"class": "logging.StreamHandler"}},
            "root": {"handlers": ["console"], "level": "INFO"},
            "loggers": {
                "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
                "daphne": {"level": "WARNING"},
                "uvicorn.error": {"level": "WARNING"},
            },
        },
        TRUSTED_PROXIES=[],
    )


def build() -> object:
    """The application as intranet/asgi.py composes it, around these views."""
    from channels.routing import ProtocolTypeRouter, URLRouter
    from django.core.wsgi import get_wsgi_application
    from django.urls import path, re_path

    from intranet.serving.bridge import Bridge
    from intranet.serving.forwarded import behind_proxies
    from intranet.serving.handshake import only_from_our_pages, refuse_socket
    from intranet.serving.lifecycle import with_lifecycle
    from intranet.serving.limit import limit_body

    http = Bridge(get_wsgi_application(), threads=THREADS, waiting=WAITING)
    sockets = URLRouter([path("ws/echo/", echo), path("ws/flood/", flood), re_path(r"", refuse_socket)])
    product = limit_body(ProtocolTypeRouter({"http": http, "websocket": only_from_our_pages(sockets)}))
    return with_lifecycle(behind_proxies(beside(product)))


def beside(product: object) -> object:
    async def application(scope: dict, receive: object, send: object) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/-/"):
            status, answer = await _control(scope)
            body = json.dumps(answer).encode()
            headers = [(b"content-length", b"%d" % len(body)), (b"connection", b"close")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})
        else:
            await product(scope, receive, send)

    return application


async def _control(scope: dict) -> tuple[int, object]:
    query = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
    match scope["path"]:
        case "/-/facts":
            return 200, facts.counts
        case "/-/order":
            return 200, [name for name in facts.order if name.startswith(query["of"])]
        case "/-/open":
            facts.door(query["door"]).set()
            return 200, None
        case "/-/reach":
            reached = await asyncio.to_thread(facts.reach, query["fact"], int(query["least"]))
            return (200 if reached else 504), facts.counts
        case _:
            return 404, None


async def echo(scope: dict, receive: object, send: object) -> None:
    while True:
        message = await receive()
        match message["type"]:
            case "websocket.connect":
                await send({"type": "websocket.accept"})
                facts.note("socket opened")
            case "websocket.disconnect":
                facts.note(f"socket closed {message['code']}")
                return
            case _:
                await send({"type": "websocket.send", "text": str(len(message.get("text") or message["bytes"]))})


async def flood(scope: dict, receive: object, send: object) -> None:
    """Sends for as long as it is allowed to."""
    await receive()
    await send({"type": "websocket.accept"})
    left = asyncio.ensure_future(receive())
    try:
        while not left.done():
            await send({"type": "websocket.send", "text": "x" * 2**16})
            facts.note("flood sent")
            await asyncio.sleep(0)
    except OSError:
        pass
    finally:
        left.cancel()
        facts.note("flood over")


def big_file() -> Path:
    path = Path(tempfile.gettempdir()) / f"portico-test-{BIG_BYTES}.bin"
    if not path.exists() or path.stat().st_size != BIG_BYTES:
        block = hashlib.sha256(b"portico").digest() * 2**15
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            for _ in range(BIG_BYTES // len(block)):
                file.write(block)
        Path(file.name).replace(path)
    return path
