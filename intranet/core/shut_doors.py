"""Behind a door of the street that is shut there is nothing for guests and customers: no page, no feed, no form."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from .navigation import is_outside, is_shut

Handler = Callable[[HttpRequest], HttpResponse]


class ShutDoorsMiddleware:
    """After the reader is known. Those who work here go on as before: what was written is kept, and can be shown
    again."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_shut(request.path) and is_outside(request.user):
            raise Http404
        return self.get_response(request)
