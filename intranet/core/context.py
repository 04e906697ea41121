"""What every page knows: the site's settings, and what stands in the rail beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .models import SiteSettings

Provider = Callable[[HttpRequest], Any]
_rail: dict[str, Provider] = {}


def provide_rail(fn: Provider) -> Provider:
    """Let an app put something into the rail; usable as a decorator on ``def spaces(request)`` in ``ready()``'s reach.

    A template asks for it by the function's name, ``{{ rail.spaces }}``. The function is called at most once a
    page, and not at all on pages that do not ask.
    """
    _rail[fn.__name__] = fn
    return fn


class Rail:
    """The answers of the providers for one request, each asked when first wanted."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._answers: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._answers:
            self._answers[name] = _rail[name](self._request)
        return self._answers[name]


def site(request: HttpRequest) -> dict[str, Any]:
    return {"site": SiteSettings.current(), "demo": settings.DEMO, "rail": Rail(request)}
