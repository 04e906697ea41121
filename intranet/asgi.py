"""The whole of Portico as one ASGI application, for any ASGI server: pages in threads, sockets in the loop. And the two
halves of it, for set-ups where each is a process of its own behind a proxy."""

from collections.abc import Iterator
from typing import Any, cast

from intranet.wsgi import application as pages  # sets Django up

# isort: split
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import re_path

from intranet.collab.routing import websocket_urlpatterns as document_sockets
from intranet.core.health import Verdict, health_check
from intranet.core.metrics import Figure, source
from intranet.realtime.routing import websocket_urlpatterns as live_sockets
from intranet.serving.bridge import Bridge
from intranet.serving.forwarded import behind_proxies
from intranet.serving.handshake import only_from_our_pages, refuse_socket
from intranet.serving.identity import with_person
from intranet.serving.lifecycle import is_draining, with_lifecycle
from intranet.serving.limit import limit_body
from intranet.serving.protocol import Application
from intranet.serving.watched import for_those_who_watch


@health_check("server")
def takes_new_work() -> Verdict:
    return not is_draining(), {"why": "It is stopping: what has begun is answered, nothing new is taken."}


def _whole(http: Any, websocket: Any) -> Application:
    return with_lifecycle(behind_proxies(limit_body(ProtocolTypeRouter({"http": http, "websocket": websocket}))))


http = Bridge(pages, threads=settings.HTTP_THREADS, waiting=settings.HTTP_WAITING)
sockets = URLRouter([*live_sockets, *document_sockets, re_path(r"", cast(Any, refuse_socket))])
websocket = only_from_our_pages(with_person(sockets))


@source
def threads() -> Iterator[Figure]:
    """Those that compute pages, and who waits for one."""
    yield Figure("portico_http_threads", "Threads that compute pages", http.lane.room.turns)
    yield Figure("portico_http_threads_in_use", "Threads that are at a page now", http.lane.room.in_use)
    yield Figure("portico_http_waiting", "Requests that wait for a thread now", http.lane.room.waiting)


application = _whole(http, websocket)
pages_alone = _whole(http, refuse_socket)
sockets_alone = _whole(for_those_who_watch(http), websocket)
