"""What no database keeps: text with a NUL in it, which nobody types, and numbers of things that are larger than any it
counts. Text is refused at the door, for a search or a form that carries it would fail somewhere inside; behind such a
number there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

# The largest number of a row, in SQLite and PostgreSQL alike.
_LARGEST = 2**63 - 1
_FORM = "application/x-www-form-urlencoded"


class UnstorableMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        if request.content_type == _FORM and b"%00" in request.body:
            raise BadRequest
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if any(isinstance(value, int) and value > _LARGEST for value in kwargs.values()):
            raise Http404
