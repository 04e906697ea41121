"""A process that is to stay: started, watched, renewed without a gap, ended. What it says of itself (that it is ready,
that a successor has taken over) it says as it would to systemd."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

START_SECONDS = 180
STOP_SECONDS = 45


class Failed(Exception):
    """With the sentence for whoever runs this."""


class Kept:
    """``hands_over``: it starts its own successor on SIGHUP; any other is ended and started again."""

    def __init__(
        self, name: str, command: list[str], *, names: Mapping[str, str], folder: Path, hands_over: bool = True
    ) -> None:
        self.name, self.command, self.hands_over, self.folder = name, command, hands_over, folder
        self.names = dict(names)
        self.pid = 0
        self.log = folder / f"{name}.log"
        self._line: socket.socket | None = None
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin; ``wait`` says when it is ready."""
        line = self._line = self._line or self._listen()
        with contextlib.suppress(BlockingIOError):
            while line.recv(4096):  # what its predecessor said last
                pass
        with self.log.open("ab") as log:
            # A group of its own: Ctrl+C is for us, and we say in which order they end.
            names = {**self.names, "NOTIFY_SOCKET": str(self._address())}
            self._child = subprocess.Popen(self.command, env=names, stdout=log, stderr=log, process_group=0)
        self.pid = self._child.pid

    def wait(self) -> None:
        """Until it serves."""
        self._hear(self.pid, START_SECONDS)

    def renew(self) -> None:
        """Another process in its place; for those who hand over, without anybody being turned away meanwhile."""
        if not self.hands_over:
            self.stop()
            self.start()
            self.wait()
            return
        before = self.pid
        ending = os.pidfd_open(before)
        try:
            os.kill(before, signal.SIGHUP)
            self._hear(None, START_SECONDS, unless=before)
            if not select.select([ending], [], [], STOP_SECONDS)[0]:
                raise Failed(f"{self.name}: process {before} does not end; see {self.log}")
        finally:
            os.close(ending)
        if self._child and self._child.pid == before:
            self._child.wait(10)

    def is_up(self) -> bool:
        if self._child and self._child.pid == self.pid:
            return self._child.poll() is None
        try:
            state = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        return state != "Z"

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Tell it to end and wait until it has; what hangs is killed."""
        if not self.is_up():
            return
        self.kill(number, STOP_SECONDS)
        if self.is_up():
            self.kill(signal.SIGKILL, 5)

    def kill(self, number: int = signal.SIGKILL, seconds: float = 5) -> None:
        with contextlib.suppress(ProcessLookupError):
            ending = os.pidfd_open(self.pid)
            try:
                signal.pidfd_send_signal(ending, number)
                select.select([ending], [], [], seconds)
            finally:
                os.close(ending)
        if self._child and self._child.pid == self.pid:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(1)

    def close(self) -> None:
        if self._line:
            self._line.close()
            self._address().unlink(missing_ok=True)

    # --- What it says ------------------------------------------------------------------------------------------------

    def _address(self) -> Path:
        return self.folder / f"{self.name}.notify"

    def _listen(self) -> socket.socket:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._address().unlink(missing_ok=True)
        line.bind(str(self._address()))
        line.setblocking(False)
        return line

    def _hear(self, pid: int | None, seconds: float, *, unless: int = 0) -> None:
        assert self._line is not None
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if select.select([self._line], [], [], 0.1)[0]:
                said = dict(line.partition("=")[::2] for line in self._line.recv(4096).decode().splitlines())
                if said.get("READY") == "1" and int(said.get("MAINPID", 0)) != unless:
                    self.pid = int(said["MAINPID"])
                    return
            elif not self.is_up():
                raise Failed(f"{self.name} has ended. Its last words:\n{self.last_words()}")
        raise Failed(f"{self.name} is not ready after {seconds} seconds. Its last words:\n{self.last_words()}")

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])
