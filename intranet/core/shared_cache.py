"""The cache that all processes share, in Redis; and what this process remembers by itself while Redis is away.

A site that answers from what one process knows is better than none: a throttle then counts for each process alone, what
was kept is made again. Nothing that must never be forgotten belongs into a cache.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from . import away

log = logging.getLogger(__name__)


class SharedCache(RedisCache):
    """Django's, with time-outs, and never raising because Redis is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "socket_connect_timeout": away.CONNECT_SECONDS,
            "socket_timeout": away.ANSWER_SECONDS,
            "retry": Retry(NoBackoff(), 0),
            **params.get("OPTIONS", {}),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        # One for all threads of this process, as LocMemCache goes by its name.
        self._own = LocMemCache("while the shared cache is away", {"OPTIONS": {"MAX_ENTRIES": 10_000}})

    def _ask(self, deed: str, *words: Any, **more: Any) -> Any:
        if away.redis.may_try():
            try:
                found = getattr(super(), deed)(*words, **more)
            except (RedisError, OSError) as failure:
                away.redis.failed()
                log.warning("Redis is away; this process remembers by itself meanwhile: %s", failure)
            else:
                if away.redis.is_open:
                    self._own.clear()  # what is known there may be old when Redis goes the next time
                    away.redis.succeeded()
                return found
        return getattr(self._own, deed)(*words, **more)

    def add(self, *words: Any, **more: Any) -> bool:
        return bool(self._ask("add", *words, **more))

    def get(self, *words: Any, **more: Any) -> Any:
        return self._ask("get", *words, **more)

    def set(self, *words: Any, **more: Any) -> None:
        self._ask("set", *words, **more)

    def touch(self, *words: Any, **more: Any) -> bool:
        return bool(self._ask("touch", *words, **more))

    def delete(self, *words: Any, **more: Any) -> bool:
        return bool(self._ask("delete", *words, **more))

    def get_many(self, *words: Any, **more: Any) -> dict[str, Any]:
        return dict(self._ask("get_many", *words, **more))

    def set_many(self, data: Mapping[str, Any], *words: Any, **more: Any) -> list[Any]:
        return list(self._ask("set_many", data, *words, **more))

    def delete_many(self, *words: Any, **more: Any) -> None:
        self._ask("delete_many", *words, **more)

    def has_key(self, *words: Any, **more: Any) -> bool:
        return bool(self._ask("has_key", *words, **more))

    def incr(self, *words: Any, **more: Any) -> int:
        return int(self._ask("incr", *words, **more))

    def clear(self) -> None:
        self._ask("clear")
