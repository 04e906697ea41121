"""The reader's own language and time zone, on every page; and that what a person was shown stays with the person."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

Handler = Callable[[HttpRequest], HttpResponse]


class ReaderMiddleware:
    """A signed-in person's settings win over what the browser says; a guest keeps the cookie's or browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reader = request.user
        if not reader.is_authenticated:
            return self.get_response(request)
        request.LANGUAGE_CODE = reader.language
        try:
            zone = zoneinfo.ZoneInfo(reader.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            zone = timezone.get_default_timezone()
        with timezone.override(zone):
            translation.activate(reader.language)
            response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            # No proxy keeps it, and the browser asks again; it may still go back to the page it has in memory.
            patch_cache_control(response, private=True, no_cache=True)
        return response
