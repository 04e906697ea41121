"""Saving a row at a readable address of its own, also when somebody takes that address at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction

from .text import slug_for

_TRIES = 30


def save_at_free_address(
    row: Any,
    name: str,
    *,
    taken: Callable[[str], bool],
    fallback: str,
    longest: int = 50,
    field: str = "slug",
    check: Callable[[], None] | None = None,
    update_fields: list[str] | None = None,
) -> None:
    """Save ``row`` with an address made of ``name`` in ``field``, which is unique.

    Of two who save one name at once, each sees the address free, and the database lets the first have it: the second is
    checked again, and looks for the next. What ``check`` raises says so where two may not be called alike at all;
    IntegrityError where another rule is broken, which no address mends.
    """
    for tries_left in reversed(range(_TRIES)):
        address = slug_for(name, taken=taken, longest=longest, fallback=fallback)
        setattr(row, field, address)
        if check is not None:
            check()
        try:
            with transaction.atomic():
                row.save(update_fields=update_fields)
            return
        except IntegrityError:
            if not tries_left:
                raise
            if not taken(address):
                if check is not None:
                    check()
                raise
