"""A small LMTP listener (RFC 2033): a mail server of the same machine hands its mail over here.

Only what a mail server uses: LHLO, MAIL, RCPT, DATA, RSET, NOOP, VRFY, QUIT. A line ends with CR LF and with nothing
else, so no mail can smuggle in a second one; each recipient has an answer of its own.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from intranet.notifications.actions import Outcome, take_mail
from intranet.notifications.actions.receiving import MOST_BYTES

from .addresses import host, purpose_of
from .doors import door_of

log = logging.getLogger(__name__)

Take = Callable[[bytes, str], Outcome]

# Far longer than a mail makes its lines; the limit is for who never ends one.
_LONGEST_LINE = 2**20
_MOST_RECIPIENTS = 100
_PATIENCE = 300.0
_PATH = re.compile(rb"(?:FROM|TO):\s*<([^<>\s]*)>(?:\s.*)?", re.IGNORECASE)
_ANSWERS = {
    Outcome.TAKEN: b"250 2.0.0 Taken",
    Outcome.NO_SUCH_ADDRESS: b"550 5.1.1 No such address",
    Outcome.UNREADABLE: b"554 5.6.0 Not a mail that can be read",
    Outcome.LATER: b"451 4.3.0 Try again later",
}


class Session:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, take: Take) -> None:
        self._reader, self._writer, self._take = reader, writer, take
        self._greeted = False
        self._sender: bytes | None = None
        self._recipients: list[str] = []

    async def run(self) -> None:
        await self._say(b"220 " + host().encode("ascii", "replace") + b" LMTP")
        while line := await self._line():
            verb, _space, rest = line.partition(b" ")
            if not await self._obey(verb.upper(), rest):
                return

    async def _obey(self, verb: bytes, rest: bytes) -> bool:
        """False when the talk is over."""
        match verb:
            case b"LHLO":
                self._greeted = True
                self._forget()
                await self._say(
                    b"250-" + host().encode("ascii", "replace"), b"250-SIZE %d" % MOST_BYTES, b"250-8BITMIME",
                    b"250-PIPELINING", b"250 ENHANCEDSTATUSCODES",
                )  # fmt: skip
            case b"MAIL" if self._greeted and self._sender is None:
                await self._mail(rest)
            case b"RCPT" if self._sender is not None:
                await self._rcpt(rest)
            case b"DATA" if self._recipients:
                return await self._data()
            case b"RSET":
                self._forget()
                await self._say(b"250 2.0.0 Forgotten")
            case b"NOOP":
                await self._say(b"250 2.0.0 Here")
            case b"VRFY":
                await self._say(b"252 2.1.5 Send and see")
            case b"QUIT":
                await self._say(b"221 2.0.0 Goodbye")
                return False
            case b"MAIL" | b"RCPT" | b"DATA":
                await self._say(b"503 5.5.1 Not now")
            case _:
                await self._say(b"500 5.5.2 What?")
        return True

    async def _mail(self, rest: bytes) -> None:
        if (found := _PATH.fullmatch(rest)) is None:
            await self._say(b"501 5.5.4 MAIL FROM:<address>")
        elif (size := re.search(rb"SIZE=(\d{1,12})", rest, re.IGNORECASE)) and int(size[1]) > MOST_BYTES:
            await self._say(b"552 5.3.4 Too large")
        else:
            self._sender = found[1]
            await self._say(b"250 2.1.0 Go on")

    async def _rcpt(self, rest: bytes) -> None:
        found = _PATH.fullmatch(rest)
        address = found[1].decode("ascii", "replace") if found is not None else ""
        if found is None:
            await self._say(b"501 5.5.4 RCPT TO:<address>")
        elif len(self._recipients) >= _MOST_RECIPIENTS:
            await self._say(b"452 4.5.3 Too many recipients")
        elif not purpose_of(address)[0] and not await sync_to_async(_is_ours, thread_sensitive=False)(address):
            await self._say(b"550 5.1.1 No such address")
        else:
            self._recipients.append(address)
            await self._say(b"250 2.1.5 Go on")

    async def _data(self) -> bool:
        """False where the rest of a mail cannot be told from what would come after it."""
        await self._say(b"354 End with a dot")
        parts: list[bytes] = []
        size = 0
        while (line := await self._raw_line()) != b".\r\n":
            if not line:
                return False
            size += len(line)
            if size <= MOST_BYTES:
                parts.append(line[1:] if line.startswith(b".") else line)
        raw = b"".join(parts)
        for address in self._recipients:
            if size > MOST_BYTES:
                await self._say(b"552 5.3.4 Too large")
            else:
                await self._say(_ANSWERS[await sync_to_async(self._take, thread_sensitive=False)(raw, address)])
        self._forget()
        return True

    def _forget(self) -> None:
        self._sender = None
        self._recipients = []

    async def _line(self) -> bytes:
        """One command without its end; empty when the other side has gone, or does not know how lines end."""
        line = await self._raw_line()
        return line[:-2] if line.endswith(b"\r\n") else b""

    async def _raw_line(self) -> bytes:
        try:
            return await asyncio.wait_for(self._reader.readuntil(b"\r\n"), _PATIENCE)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ConnectionError):
            return b""

    async def _say(self, *lines: bytes) -> None:
        self._writer.write(b"".join(line + b"\r\n" for line in lines))
        await self._writer.drain()


def _is_ours(address: str) -> bool:
    """Whether a part takes in what comes there; where that cannot be asked now, the mail itself is answered."""
    close_old_connections()
    try:
        return door_of(address) is not None
    except Exception:
        log.exception("Nobody could be asked whose address that is.")
        return True
    finally:
        close_old_connections()


def take_safely(raw: bytes, address: str) -> Outcome:
    """``take_mail`` in a thread of its own; what goes wrong here is to be tried again."""
    close_old_connections()
    try:
        return take_mail(raw, to=address)
    except Exception:
        log.exception("A mail could not be taken in.")
        return Outcome.LATER
    finally:
        close_old_connections()


async def listen(where: tuple[str, int], *, take: Take = take_safely) -> asyncio.Server:
    """Listen there, for this machine alone; returns the server, which serves already."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await Session(reader, writer, take).run()
        except ConnectionError:
            pass
        finally:
            writer.close()

    return await asyncio.start_server(connected, *where, limit=_LONGEST_LINE)
