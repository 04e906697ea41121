"""Running the application: listen, serve, and stop when told to.

    listener = listen("127.0.0.1", 8000)
    serve(application, listener, server="uvicorn", listening=say_so, draining=jobs.stop)

``on_start`` and ``on_stop`` are here for those who need the event loop; see lifecycle.py.
"""

from __future__ import annotations

import errno
import importlib
import os
import socket
import threading
from collections.abc import Callable

from . import bounds, lifecycle
from .lifecycle import on_start, on_stop
from .protocol import Application

SERVERS = {"uvicorn": "intranet.serving.uvicorn_server", "daphne": "intranet.serving.daphne_server"}

__all__ = ["SERVERS", "CannotListen", "address_of", "listen", "on_start", "on_stop", "serve"]


class CannotListen(Exception):
    """With the sentence for whoever has started us."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; its connections wait until a server takes them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OverflowError as problem:
        raise CannotListen(f"{port} is no port; ports are numbers from 1 to 65535.") from problem
    except OSError as problem:
        raise CannotListen(_why(problem, host, port)) from problem


def _why(problem: OSError, host: str, port: int) -> str:
    match problem.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is in use by another program, perhaps another Portico. Stop it or choose another PORT."
        case errno.EACCES:
            return f"Port {port} is reserved for the administrator of this machine. Choose a PORT above 1023."
        case errno.EADDRNOTAVAIL | socket.EAI_NONAME | socket.EAI_AGAIN:
            return f"{host} is no address of this machine."
        case _:
            return f"Cannot listen on {host}, port {port}: {problem.strerror}."


def address_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(
    application: Application,
    listener: socket.socket,
    *,
    server: str = "uvicorn",
    listening: Callable[[], None] = lambda: None,
    draining: Callable[[], None] = lambda: None,
) -> None:
    """Serve until SIGTERM or SIGINT and return when everything that had begun is over, or has had its time.

    The listener is the server's from now on: closed, when it drains.
    ``listening`` is called when requests are answered, ``draining`` when no more are taken, both in the loop: they
    must be quick. Call it from the main thread.
    """

    def drain() -> None:
        lifecycle.begin_draining()
        _insist_on_the_end()
        draining()

    # Imported only when it serves: Daphne brings Twisted, 27 MB of it.
    importlib.import_module(SERVERS[server]).run(application, listener, listening=listening, draining=drain)


def _insist_on_the_end() -> None:
    """Whatever still hangs after its time, a supervisor gets a process that ends."""
    last = threading.Timer(bounds.DRAIN_SECONDS + bounds.JOIN_SECONDS + 5, os._exit, [1])
    last.daemon = True
    last.start()
