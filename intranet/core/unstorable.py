"""Text that no database keeps: with a NUL in it, which nobody types. It is refused at the door, for a search or a form
that carries one would fail somewhere inside."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

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
