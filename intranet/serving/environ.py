"""A WSGI environ from an ASGI scope."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import unquote_to_bytes

from .bodies import Body
from .protocol import Scope


def environ_of(scope: Scope, body: Body, file_wrapper: type) -> dict[str, Any]:
    host, port = scope.get("server") or ("localhost", 80)
    address, client_port = scope.get("client") or ("127.0.0.1", 0)  # a Unix socket has no address; throttles want one
    root = scope.get("root_path", "")
    path = unquote_to_bytes(scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    root = root.encode().decode("latin-1")
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": root,
        "PATH_INFO": path.removeprefix(root),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "REMOTE_ADDR": address,
        "REMOTE_PORT": str(client_port),
        "CONTENT_LENGTH": str(body.size),  # counted, whatever the header said
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body.file,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": file_wrapper,
    }
    environ.update(_headers(scope))
    return environ


def _headers(scope: Scope) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        # X_Forwarded_For would become the same key as X-Forwarded-For, which a proxy has checked.
        if b"_" in name or name in (b"content-length", b"transfer-encoding"):
            continue
        values.setdefault(name.decode("latin-1").upper().replace("-", "_"), []).append(value.decode("latin-1"))
    return {
        name if name == "CONTENT_TYPE" else f"HTTP_{name}": ("; " if name == "COOKIE" else ",").join(several)
        for name, several in values.items()
    }
