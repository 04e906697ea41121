"""What a process answers that has no pages: how it is, for those who watch it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.wsgi import get_wsgi_application

from .protocol import Application, Receive, Scope, Send
from .server import listen

PATHS = ("/healthz", "/readyz", "/metrics")
_ELSEWHERE = b"This process has no pages. They are elsewhere.\n"


def for_those_who_watch(app: Application) -> Application:
    """``app`` for the addresses in PATHS, and a plain 404 for others: a proxy that sends a page here is mistaken."""

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in PATHS:
            await app(scope, receive, send)
            return
        headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(_ELSEWHERE))]
        await send({"type": "http.response.start", "status": 404, "headers": headers})
        await send({"type": "http.response.body", "body": _ELSEWHERE})

    return watched


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    timeout = 10

    def log_message(self, format: str, *args: Any) -> None:
        """Whoever watches asks often."""


def answer_those_who_watch(port: int) -> None:
    """The same for a process that serves nothing: in own threads, for this machine alone. Raises CannotListen."""
    listener = listen("127.0.0.1", port)
    server = _Server(("127.0.0.1", port), _Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    server.server_name, server.server_port = "127.0.0.1", listener.getsockname()[1]
    server.setup_environ()
    server.set_app(_only_watched(get_wsgi_application()))
    threading.Thread(target=server.serve_forever, name="watched", daemon=True).start()


def _only_watched(app: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    def watched(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] in PATHS:
            return app(environ, start_response)
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [_ELSEWHERE]

    return watched
