"""A disk as full as a test wants it."""

from __future__ import annotations

import os
from collections import namedtuple
from collections.abc import Callable
from typing import Any

import pytest

from intranet.core import disk_space

Room = namedtuple("Room", "f_bavail f_blocks f_frsize")


def a_disk(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Callable[..., None]:
    """``disk(free=…, total=…)`` in bytes, seen at once."""
    settings.DISK_LEAST_PERCENT, settings.DISK_LEAST_MB = 5, 500

    def be(*, free: int, total: int = 100 * 2**30) -> None:
        monkeypatch.setattr(os, "statvfs", lambda path: Room(free // 4096, total // 4096, 4096))
        monkeypatch.setattr(disk_space, "_EVERY_SECONDS", -1.0)

    be(free=50 * 2**30)
    disk_space.forget()
    return be
