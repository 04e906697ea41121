"""The settings of a server that never says 429: what is sent to it is to reach the code behind the limits."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.locmem import LocMemCache

from intranet.settings import *  # noqa: F403
from intranet.settings import CACHES as _CACHES


class NeverFull(LocMemCache):
    def incr(self, key: str, delta: int = 1, version: int | None = None) -> Any:
        counted = super().incr(key, delta, version)
        return 1 if key.startswith("throttle:") else counted


CACHES = _CACHES | {"default": {"BACKEND": "tests.attacks.unlimited.NeverFull"}}
ROOT_URLCONF = "tests.attacks.staying"
