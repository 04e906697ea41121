"""Reading a request's body to its end, before anybody is troubled with it."""

from __future__ import annotations

import asyncio
import io
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

from . import bounds
from .protocol import Receive


class TooSlow(Exception):
    """The body did not arrive in time."""


class Body(NamedTuple):
    file: IO[bytes]
    size: int


async def read_body(receive: Receive) -> Body | None:
    """The whole body, or None when the client left half-way: a cut upload never reaches a view."""
    begun = asyncio.get_running_loop().time()
    file: IO[bytes] | None = None
    size, whole = 0, False
    try:
        async with asyncio.timeout_at(begun + bounds.BODY_SECONDS) as limit:
            while (message := await receive())["type"] == "http.request":
                data = message.get("body", b"")
                size += len(data)
                whole = not message.get("more_body")
                if file is None:
                    file = io.BytesIO(data) if whole else SpooledTemporaryFile(bounds.MEMORY_BYTES)  # noqa: SIM115
                if not isinstance(file, io.BytesIO):
                    file.write(data)
                if whole:
                    file.seek(0)
                    return Body(file, size)
                limit.reschedule(begun + bounds.BODY_SECONDS + size / bounds.SLOWEST_BYTES)
            return None
    except TimeoutError as slow:
        raise TooSlow from slow
    finally:
        if file is not None and not whole:
            file.close()
