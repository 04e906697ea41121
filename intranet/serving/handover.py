"""Handing the listening socket to a successor: a restart, also into new code, of which nobody outside hears.

On SIGHUP the process starts itself anew with the same words and gives it its listener. Both take connections until the
successor says that it is ready; then the old one is told to end as by SIGTERM. The listener is never closed, so no
connection is refused and none that waits in its queue is lost. A successor that cannot start ends alone, and the old
process goes on.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading

LISTENER = "PORTICO_LISTENER"
READY = "PORTICO_READY"
# Set-up takes some seconds; on a machine that is busy, more.
START_SECONDS = 120

log = logging.getLogger(__name__)


def inherited_listener() -> socket.socket | None:
    """The listener that a predecessor has left us, once."""
    number = os.environ.pop(LISTENER, "")
    return socket.socket(fileno=int(number)) if number.isdigit() else None


def tell_predecessor() -> None:
    """We take connections: whoever was here before may go."""
    number = os.environ.pop(READY, "")
    if number.isdigit():
        with contextlib.suppress(OSError):
            os.write(int(number), b"ready")
            os.close(int(number))


class Handover:
    """At most one at a time; a second SIGHUP meanwhile is the same wish."""

    def __init__(self, listener: socket.socket) -> None:
        # A copy: the server closes its own when it drains.
        self._listener = listener.dup()
        self._begun = threading.Lock()

    def on_signal(self, number: int) -> None:
        signal.signal(number, lambda *_: threading.Thread(target=self.begin, name="handover", daemon=True).start())

    def begin(self) -> None:
        if not self._begun.acquire(blocking=False):
            return
        read, write = os.pipe()
        try:
            successor = self._start(write)
            os.close(write)
            if _is_ready(read):
                log.info("Process %s takes over from %s", successor.pid, os.getpid())
                os.kill(os.getpid(), signal.SIGTERM)
                return
            successor.kill()
            successor.wait(10)
            log.error("The successor did not start (it ended with %s); this process goes on", successor.returncode)
        except OSError:
            log.exception("No successor could be started; this process goes on")
        finally:
            os.close(read)
        self._begun.release()

    def _start(self, write: int) -> subprocess.Popen[bytes]:
        number = self._listener.fileno()
        names = {**os.environ, LISTENER: str(number), READY: str(write)}
        # The interpreter's own words (-W, -X) come along; what is run is our own command line.
        command = [sys.executable, *sys.orig_argv[1:]]
        return subprocess.Popen(command, env=names, pass_fds=(number, write))  # noqa: S603


def _is_ready(read: int) -> bool:
    """False when the successor ends, which closes its end of the pipe, or takes too long."""
    told, _, _ = select.select([read], [], [], START_SECONDS)
    return bool(told) and os.read(read, 5) == b"ready"
