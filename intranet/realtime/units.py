"""One unit of work: what changes, and what is said about it, happen together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from . import ledger
from .delivery import deliver
from .frames import Draft

P = ParamSpec("P")
R = TypeVar("R")

_said: ContextVar[list[Draft] | None] = ContextVar("said_in_this_unit", default=None)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function one unit of work. Every function of an ``actions.py`` is one; they nest.

    What ``publish`` is told meanwhile is numbered and written at the end of the outermost action and delivered after
    its commit. An action that raises takes back what it did and what it said, also when its caller goes on.
    (A bare ``transaction.atomic()`` that is rolled back inside an action takes back rows only: roll back by raising
    from an action.)
    """

    @wraps(function)
    def as_one(*args: P.args, **kwargs: P.kwargs) -> R:
        with unit():
            return function(*args, **kwargs)

    return as_one


def step(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a part that several actions share: it writes inside one of them, and refuses to run alone."""

    @wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        if _said.get() is None:
            raise RuntimeError(f"{function.__qualname__} is a step of an action: call an action.")
        return function(*args, **kwargs)

    return inside


@contextmanager
def unit() -> Iterator[None]:
    """``action`` for a block of code: for an importer, a command, a test."""
    outer = _said.get()
    drafts: list[Draft] = []
    with transaction.atomic():
        inside = _said.set(drafts)
        try:
            yield
        finally:
            _said.reset(inside)
        if outer is None and drafts:
            _write_and_deliver(drafts)
    if outer is not None:
        outer.extend(drafts)


def say(draft: Draft) -> None:
    """Add to what this unit says; a unit of its own outside of any."""
    drafts = _said.get()
    if drafts is not None:
        drafts.append(draft)
        return
    with unit():
        say(draft)


def _write_and_deliver(drafts: list[Draft]) -> None:
    frames = ledger.write(drafts)
    transaction.on_commit(lambda: deliver(frames), robust=True)
