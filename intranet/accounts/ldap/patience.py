"""Waiting for the directory no longer than we want to. libldap keeps its own time limits, but not while a connection is
being encrypted (2.5, as Debian builds it): a directory that falls silent there would keep a page's thread for ever."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from .wire import DoesNotAnswer

T = TypeVar("T")

SECONDS = 12
# Who else comes while these all wait is told at once that the directory does not answer.
_at_a_time = threading.BoundedSemaphore(8)


def within(seconds: float, ask: Callable[[], T]) -> T:
    """What ``ask`` gives or raises, if it does so in time. If not, its thread is left to its fate; it is not waited for
    when the process ends either."""
    room = _at_a_time
    if not room.acquire(blocking=False):
        raise DoesNotAnswer("Too many are waiting for it already.")
    said: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def asking() -> None:
        try:
            said.put((ask(), None))
        except BaseException as error:
            said.put((None, error))
        finally:
            room.release()

    threading.Thread(target=asking, name="ldap", daemon=True).start()
    try:
        answer, error = said.get(timeout=seconds)
    except queue.Empty:
        raise DoesNotAnswer(f"Not within {seconds} seconds.") from None
    if error is not None:
        raise error
    return answer  # type: ignore[return-value]
