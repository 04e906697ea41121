"""One document in the worker process: it takes in strangers' updates one by one, and is as before after each that it
refuses, whatever that one did to it."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pycrdt import TransactionEvent, merge_updates

from intranet.collab import crdt, limits

from .signs import Signs

# What became of an update. (A letter each, so that a message can hold one for each of a row of updates.)
TAKEN, KNOWN, BROKEN, TOO_LARGE, FOREIGN, WAITS = b"+", b"=", b"!", b"L", b"R", b"P"
# Taken, and a sign that it takes apart is deleted before (``signs``).
TORN = b"~"
# A rebuild reads all of these again.
_MOST_APART = 400


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """End this process, from outside of Python and of Rust, when it computes for longer. Waiting for a turn on a busy
    machine does not count."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class Kept:
    def __init__(self, updates: Iterable[bytes]) -> None:
        self.updates = list(updates)
        self._build()

    def _build(self) -> None:
        with processor_time(limits.LOAD_SECONDS):
            self.document = crdt.opened(self.updates)
            # What has become of the document since it was last asked.
            self.news: list[bytes] = []
            self.listening = self.document.observe(self._listen)
            self.signs = Signs()
            self.signs.learn(self.updates)
            # An upper bound; the truth is asked for when it matters, since it costs as much as the document is large.
            self.weight = len(self.document.get_update())
            self.waiting = crdt.unmet(merge_updates(*self.updates), self.state()) if self.updates else b""

    def _listen(self, event: TransactionEvent) -> None:
        self.news.append(event.update)

    def state(self) -> bytes:
        return self.document.get_state()

    # --- in ----------------------------------------------------------------------------------------------------
    def take(self, update: bytes, *, trusted: bool = False) -> tuple[bytes, list[bytes]]:
        """The verdict, and what is new in the update, as this library writes it: browsers get to read nothing that only
        a patient decoder understands, and what comes a second time leaves no trace in the log. ``trusted``: it is in
        the log already, so there is nothing to decide."""
        try:
            with processor_time(limits.LOAD_SECONDS if trusted else limits.APPLY_SECONDS):
                update = merge_updates(update)
                if not trusted and self._is_too_much(update):
                    return TOO_LARGE, []
                torn = self.signs.torn(update)
                new = [piece for piece in (torn and self._apply(torn), self._apply(update)) if piece]
                verdict = TAKEN if trusted else self._verdict()
        except BaseException:  # a panic in Rust is no Exception
            verdict = BROKEN
        if verdict != TAKEN:
            self._build()
            return verdict, []
        if not new:
            return KNOWN, []
        self.weight += sum(map(len, new))
        self.updates += new
        if len(self.updates) > _MOST_APART:
            self.updates = [self.all()]
        return (TORN if torn else TAKEN), new

    def _apply(self, update: bytes) -> bytes:
        """What is new in it."""
        self.news.clear()
        self.document.apply_update(update)
        waiting = crdt.unmet(merge_updates(self.waiting, update) if self.waiting else update, self.state())
        # What has to wait is in nothing that pycrdt tells: it is kept as it came.
        waited, self.waiting = bool(self.waiting), waiting
        new = update if waiting else merge_updates(*self.news) if self.news else crdt.NOTHING
        return b"" if new == crdt.NOTHING and not waited else new

    def _verdict(self) -> bytes:
        if len(self.waiting) > limits.PENDING_BYTES:
            return WAITS
        if set(self.document.keys()) - {crdt.ROOT}:
            return FOREIGN
        return TAKEN

    def _is_too_much(self, update: bytes) -> bool:
        """Whether it would make a full document fuller. One that takes away is welcome, also there."""
        if self.weight + len(update) <= limits.STATE_BYTES:
            return False
        self.weight = len(self.document.get_update())
        if self.weight + len(update) <= limits.STATE_BYTES:
            return False
        after = len(crdt.opened([self.document.get_update(), update]).get_update())
        return after > max(limits.STATE_BYTES, self.weight)

    # --- out ---------------------------------------------------------------------------------------------------
    def beyond(self, state: bytes) -> bytes:
        """What somebody lacks who has that."""
        with processor_time(limits.APPLY_SECONDS):
            lacking = self.document.get_update(state)
        return merge_updates(lacking, self.waiting) if self.waiting else lacking

    def all(self) -> bytes:
        """Everything in one update. What still waits is no part of what pycrdt gives, so it is added."""
        everything = self.document.get_update()
        return merge_updates(everything, self.waiting) if self.waiting else everything

    def snapshot(self) -> bytes:
        with processor_time(limits.LOAD_SECONDS):
            return crdt.folded(self.updates)
