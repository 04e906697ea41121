"""The server's side of the worker process: it is there when it is needed, and a new one when it has died."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from intranet.collab import limits

from .child import FAILED
from .wire import length_of, packed, unpacked

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[3]
_BEGIN = (
    "import sys; sys.path[:0] = sys.argv[3:]; from intranet.collab.isolation.child import main; main(*sys.argv[1:3])"
)
_BOUNDS = ("STATE_BYTES", "PENDING_BYTES", "APPLY_SECONDS", "LOAD_SECONDS", "WORKER_BYTES")


class WorkerDied(Exception):
    """While it was at this. All it knew is gone with it."""


class Gone(WorkerDied):
    """It died at something else, meanwhile, or has not been told of the document yet: nobody is to blame."""


class WorkerFailed(Exception):
    """It could not do this, and lives on."""


class Keeper:
    def __init__(self) -> None:
        # Rises with each new process: what was loaded into an earlier one has to be loaded again.
        self.generation = 0
        self.counts: Counter[str] = Counter()
        self._turn = asyncio.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def knows(self, generation: int) -> bool:
        """Whether what was loaded in that generation is still there."""
        return self._lines is not None and generation == self.generation

    async def load(self, name: str, updates: Iterable[bytes]) -> tuple[int, bytes]:
        """Have the worker know a document; gives the generation that does, and what there is of it."""
        async with self._turn:
            if not self._lives():
                await self._start()
            (state,) = await self._ask("load", name, *updates)
            return self.generation, state

    async def ask(self, loaded_in: int, what: str, name: str, *arguments: bytes) -> list[bytes]:
        """One question at a time, so that who is served when it dies is who killed it. ``loaded_in`` is the generation
        that knows the document; when that is over, the answer is ``Gone``."""
        async with self._turn:
            if not (self.knows(loaded_in) and self._lives()):
                raise Gone(name)
            return await self._ask(what, name, *arguments)

    def _lives(self) -> bool:
        """What ended it between two questions (the system, for want of memory) was not the next one's fault."""
        if self._process is not None and self._process.poll() is not None:
            self._end()
            self.counts["died"] += 1
            log.warning("The worker process for documents has died and is begun anew")
        return self._lines is not None

    async def _ask(self, what: str, name: str, *arguments: bytes) -> list[bytes]:
        try:
            async with asyncio.timeout(limits.WORKER_PATIENCE):
                status, *parts = await self._exchange(packed([what.encode(), name.encode(), *arguments]))
        except (OSError, EOFError, TimeoutError) as problem:
            self._end()
            self.counts["died"] += 1
            log.warning("The worker process for documents died at %s of %s and is begun anew", what, name)
            raise WorkerDied(name) from problem
        except BaseException:
            # Cancelled in the middle of it: what comes next on the line would be the answer to this.
            self._end()
            raise
        if status == FAILED:
            raise WorkerFailed(parts[0].decode("utf-8", "replace"))
        return parts

    async def _exchange(self, message: bytes) -> list[bytes]:
        assert self._lines is not None
        reader, writer = self._lines
        writer.write(message)
        await writer.drain()
        return unpacked(await reader.readexactly(length_of(await reader.readexactly(4))))

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            bounds = json.dumps({name: getattr(limits, name) for name in _BOUNDS})
            paths = [str(ROOT), *(path for path in sys.path if path.endswith("-packages"))]
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-I", "-S", "-c", _BEGIN, str(theirs.fileno()), bounds, *paths],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # What ends the server by its terminal is not for this one: it is needed for the last updates.
                start_new_session=True,
                env={},
            )
        ours.setblocking(False)
        self.generation += 1
        self._lines = await asyncio.open_unix_connection(sock=ours, limit=2**20)
        self.counts["begun"] += 1

    def _end(self) -> None:
        if self._lines is not None:
            self._lines[1].close()
            self._lines = None
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.kill()
            # It is dead or about to be; whoever collects it must not wait in the loop.
            asyncio.get_running_loop().run_in_executor(None, self._process.wait)
            self._process = None

    async def close(self) -> None:
        async with self._turn:
            self._end()
