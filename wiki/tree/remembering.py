"""Which pages of a tree somebody has opened: a cookie, so that the next page comes with the tree as it was left."""

from __future__ import annotations

from django.http import HttpRequest

from .nodes import MOST_OPEN

COOKIE = "portico_tree"
_DIGITS = 18


def opened_in(request: HttpRequest) -> list[int]:
    kept = request.COOKIES.get(COOKIE, "")[: MOST_OPEN * (_DIGITS + 1)]
    found = [part for part in kept.split(".") if part.isascii() and part.isdigit() and len(part) <= _DIGITS]
    return [int(part) for part in found[-MOST_OPEN:]]
