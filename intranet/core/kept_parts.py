"""Small templates that know nothing but what they are told: rendered once for all who are told the same.

``{% kept "components/_rail_door.html" url=door.url label=door.item.label %}`` is an ``{% include … only %}`` whose HTML
is kept by its facts and the language. The reader, the request and the site are not among them, so nothing of one reader
can stand in what another gets, but for what was told of them, which then is in the key. Facts are words, numbers and
days, or tuples of such: no objects, whose insides could change, and no moments, whose words could.

Where the request itself is needed, such a template leaves a place open: ``{% place_for "token" %}`` for the token
against forged forms, ``{% place_for "path" %}`` for the address of the page, ``{% place_for "client-id" %}`` for the
number by which what is sent twice is known.

``{% told "…" … %}`` is the same without keeping anything: for a form that comes back with what somebody typed.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .kept import Piece, Place, Shelf, open_place

KEPT_SECONDS = 3600
# Of one KB each, mostly.
shelf = Shelf(most=6000, seconds=KEPT_SECONDS)
_PLAIN = (str, int, bool, type(None), SafeString, datetime.date)


def kept_part(template: str, /, **facts: Any) -> Piece:
    told = {name: str(fact) if isinstance(fact, Promise) else fact for name, fact in facts.items()}
    # What is equal may look otherwise: 1 and True, a word and a word that is safe already.
    key = (template, get_language(), *((name, type(fact), fact) for name, fact in told.items()))
    if (piece := shelf.get(key)) is None:
        for name, fact in told.items():
            if not _is_plain(fact):
                raise TypeError(f"{template} is told {name}={fact!r}, which is neither a word nor a number nor a day.")
        piece = Piece(render_to_string(template, told))
        shelf.put(key, piece)
    return piece


def kept_for(request: HttpRequest | None, template: str, /, **facts: Any) -> SafeString:
    """The same with what it has left open for this request."""
    return _filled_for(request, kept_part(template, **facts))


def told_for(request: HttpRequest | None, template: str, /, **facts: Any) -> SafeString:
    """The same, rendered for this once; facts may be anything."""
    return _filled_for(request, Piece(render_to_string(template, facts)))


def _filled_for(request: HttpRequest | None, piece: Piece) -> SafeString:
    return piece.whole if not piece.places else piece.filled(lambda place: _of_request(place, request))


def _is_plain(fact: Any) -> bool:
    return type(fact) in _PLAIN or (type(fact) is tuple and all(map(_is_plain, fact)))


def _of_request(place: Place, request: HttpRequest | None) -> SafeString:
    return _WAYS[place.name](request) if request is not None else conditional_escape("")


def _token(request: HttpRequest) -> SafeString:
    """The same in each form of a page: the token is masked anew for each page, and that takes random letters."""
    secret = request.META.get("CSRF_COOKIE")
    known: tuple[str | None, SafeString] | None = request.__dict__.get("_token_field")
    if known is None or known[0] != secret:
        field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
        # Asking for it makes a secret where there was none; signing in makes another one.
        known = request.__dict__["_token_field"] = (request.META["CSRF_COOKIE"], field)
    return known[1]


def _path(request: HttpRequest) -> SafeString:
    return conditional_escape(request.get_full_path())


def _client_id(request: HttpRequest) -> SafeString:
    return format_html('<input type="hidden" name="client_id" value="{}">', uuid.uuid4())


_WAYS: dict[str, Callable[[HttpRequest], SafeString]] = {"token": _token, "path": _path, "client-id": _client_id}


def place_for(name: str) -> SafeString:
    if name not in _WAYS:
        raise ValueError(f"Nothing of a request is called {name!r}: {', '.join(_WAYS)}.")
    return open_place(name)
