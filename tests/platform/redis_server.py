"""A Redis server of our own, for as long as a test needs it."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class RedisServer:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self, *more: str) -> None:
        program = shutil.which("redis-server")
        assert program, "Redis is missing: apt-get install redis-server"
        options = f"--port {self.port} --bind 127.0.0.1 --dir {self.folder} --save '' --appendonly no".split()
        self.process = subprocess.Popen([program, *options, *more], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if "Ready to accept connections" in line:
                return
        raise AssertionError(f"Redis ended with {self.process.wait(10)}")

    def kill(self) -> None:
        """As a crash would: nothing is said, nothing is kept."""
        self.process.kill()
        self.process.wait(10)
        self.process.stdout.close()


@contextmanager
def redis_server(folder: Path) -> Iterator[RedisServer]:
    server = RedisServer(folder)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()
