"""Pages that everybody without an account gets alike, kept for a moment, so that a burst of visitors costs next to
nothing.

A view says so of its page::

    return kept_for_guests(render(request, "forum/topic.html", context), seen=partial(count_view, topic.pk))

It is kept only if nobody was signed in and nothing of a session, a cookie or a message went into it, and it is given
only to requests of which the same can be said before anything is asked: those without a cookie of ours, but for
language, looks and the token against forged forms. That token is cut out of what is kept, and each visitor gets one of
their own. So the page of a person is never in here, nor given to one who could have one.

What is kept is right within ``LOOK_EVERY`` seconds of any change, in every process: it belongs to a *moment*, which is
the number of the newest thing that happened (``belongs_to``), and another moment forgets it. What the clock alone
changes is up to ``LONGEST`` seconds late.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token

from .language import language_for

Handler = Callable[[HttpRequest], HttpResponseBase]
Seen = Callable[[HttpRequest], object]
Moment = Callable[[], Hashable]

LOOK_EVERY = 0.5
LONGEST = 60.0
MOST_PAGES = 2_000
MOST_BYTES = 64 * 1024 * 1024
MOST_OF_ONE = 512 * 1024

OURS = "portico_"
# What makes a page look otherwise and belongs to nobody. (The token is made anew, see above.)
LOOKS = ("portico_theme", "portico_text")
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(")')
_moments: list[Moment] = []


def belongs_to(moment: Moment) -> Moment:
    """Let an app say by which number one can tell that something has happened: cheap, and the same in all processes."""
    if moment not in _moments:
        _moments.append(moment)
    return moment


def kept_for_guests(response: HttpResponse, *, seen: Seen | None = None) -> HttpResponse:
    """Say of a page that guests get it alike. ``seen(request)`` is called whenever it is given to one again, for who
    counts readers."""
    mark = cast(Any, response)
    mark.kept_for_guests, mark.seen = True, seen
    return response


@dataclass(frozen=True, slots=True)
class Kept:
    content: bytes
    headers: tuple[tuple[str, str], ...]
    has_forms: bool
    seen: Seen | None
    moment: Hashable
    until: float


class Shelf:
    """The pages that are kept, the least wanted first, within ``MOST_PAGES`` and ``MOST_BYTES``."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self._moment: Hashable = None
        self._looked_at = float("-inf")

    def moment(self) -> Hashable:
        """The moment that it is, as of at most ``LOOK_EVERY`` seconds ago."""
        if monotonic() - self._looked_at >= LOOK_EVERY:
            # Before it is asked: what happens meanwhile belongs to the next.
            at = monotonic()
            self._moment = tuple(moment() for moment in _moments)
            self._looked_at = at
        return self._moment

    def find(self, key: Hashable) -> Kept | None:
        now, moment = monotonic(), self.moment()
        with self._lock:
            kept = self._pages.get(key)
            if kept is None:
                return None
            if kept.moment != moment or kept.until <= now:
                self._drop(key)
                return None
            self._pages.move_to_end(key)
        return kept

    def keep(self, key: Hashable, kept: Kept) -> None:
        if len(kept.content) > MOST_OF_ONE:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = kept
            self._bytes += len(kept.content)
            while len(self._pages) > MOST_PAGES or self._bytes > MOST_BYTES:
                self._drop(next(iter(self._pages)))

    def forget(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0
            self._looked_at = float("-inf")

    def _drop(self, key: Hashable) -> None:
        if (gone := self._pages.pop(key, None)) is not None:
            self._bytes -= len(gone.content)


shelf = Shelf()


class GuestPagesMiddleware:
    """The first of all: what it has, it gives before anything else is asked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.KEEP_GUEST_PAGES or not is_anybody(request):
            return self.get_response(request)
        try:
            key, moment = key_of(request), shelf.moment()
        except DatabaseError:
            return self.get_response(request)
        if (kept := shelf.find(key)) is not None:
            return _given(kept, request)
        response = self.get_response(request)
        if may_be_kept(request, response):
            _keep(key, cast(HttpResponse, response), moment)
        return response


def is_anybody(request: HttpRequest) -> bool:
    """Whether nothing of this request says who asks."""
    if request.method != "GET" or request.headers.get("Authorization"):
        return False
    harmless = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME, *LOOKS}
    return not any(name.startswith(OURS) and name not in harmless for name in request.COOKIES)


def key_of(request: HttpRequest) -> Hashable:
    looks = tuple(request.COOKIES.get(name, "")[:20] for name in LOOKS)
    part = (request.headers.get("HX-Request", ""), request.headers.get("HX-Boosted", ""))
    return (
        request.META.get("HTTP_HOST", ""),
        request.is_secure(),
        request.get_full_path(),
        language_for(request),
        looks,
        part,
        "json" in request.headers.get("Accept", ""),
    )


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether nothing of anybody went into this answer."""
    if not getattr(response, "kept_for_guests", False) or response.status_code != 200 or response.streaming:
        return False
    user, session = getattr(request, "user", None), getattr(request, "session", None)
    if user is None or user.is_authenticated or session is None or not session.is_empty():
        return False
    return set(response.cookies) <= {settings.CSRF_COOKIE_NAME}


def _keep(key: Hashable, response: HttpResponse, moment: Hashable) -> None:
    content, forms = _TOKEN.subn(rb"\1\2", response.content)
    headers = tuple((name, value) for name, value in response.items() if name.lower() != "content-length")
    seen = getattr(response, "seen", None)
    shelf.keep(key, Kept(content, headers, bool(forms), seen, moment, monotonic() + LONGEST))


def _given(kept: Kept, request: HttpRequest) -> HttpResponse:
    if kept.seen is not None:
        # As the layers that are left out would have found them.
        request.user, request.session = AnonymousUser(), cast(Any, {})
        kept.seen(request)
    response = HttpResponse(kept.content)
    for name, value in kept.headers:
        response[name] = value
    if kept.has_forms:
        # Django's own, as for a page that has just been made: a secret of this visitor, in a cookie and in each form.
        guard = CsrfViewMiddleware(lambda _request: response)
        guard.process_request(request)
        token = get_token(request).encode()
        response.content = kept.content.replace(
            b'name="csrfmiddlewaretoken" value=""', b'name="csrfmiddlewaretoken" value="' + token + b'"'
        )
        guard.process_response(request, response)
    return response
