"""Where somebody goes on who has just come in and was led nowhere: to what they had begun before they had an account.

unfinished.register(question_waiting)   # (request) -> address, or ""
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

Finder = Callable[[HttpRequest], str]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    if finder not in _finders:
        _finders.append(finder)
    return finder


def waiting_at(request: HttpRequest) -> str:
    return next((url for finder in _finders if (url := finder(request))), "")
