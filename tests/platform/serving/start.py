"""Run the small house: ``python -m tests.platform.serving.start uvicorn STALL_SECONDS=0.5``."""

from __future__ import annotations

import asyncio
import os
import sys

from .house import build, configure, facts


def main(server: str, *words: str) -> None:
    """Words: NAME=number changes a bound; host=ADDRESS listens there; ``fails`` makes the start fail."""
    changes = dict(word.split("=", 1) for word in words if "=" in word)
    configure()

    from intranet.serving import bounds
    from intranet.serving.lifecycle import on_start, on_stop
    from intranet.serving.server import address_of, listen, serve

    host = changes.pop("host", "127.0.0.1")
    for name, value in changes.items():
        setattr(bounds, name, float(value))

    @on_start
    async def begin() -> None:
        asyncio.get_running_loop()  # raises where there is none
        if "fails" in words:
            raise OSError("the bus does not answer")
        print("started", flush=True)  # noqa: T201

    @on_stop
    async def end() -> None:
        print("stopped", flush=True)  # noqa: T201

    application = build()
    listener = listen(host, 0)
    address = address_of(listener)
    serve(
        application,
        listener,
        server=server,
        listening=lambda: print(f"listening {address}", flush=True),  # noqa: T201
        draining=lambda: facts.note("draining"),
    )
    print(f"over {facts.counts['draining']}", flush=True)  # noqa: T201
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
