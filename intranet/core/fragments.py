"""Pieces of pages, kept by all that they show.

What is the same for every reader is rendered once and not once a reader: a feed of thirty cards is thirty look-ups.
Nothing has to be thrown away when something changes, because a piece is found by everything it shows: another word,
another count, another minute is another piece. Losing all of them costs a little time and nothing else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

# Of some 3 KB each.
MOST = 4000

_kept: OrderedDict[Hashable, SafeString] = OrderedDict()
_lock = Lock()


def remembered(template: str, shows: Hashable, context: Callable[[], dict[str, Any]]) -> SafeString:
    """``template`` rendered with ``context()``, or what that gave the last time for the same ``shows``.

    ``shows`` has every value the template writes; the reader's language and time zone are added here. The template
    gets no request: what is personal does not belong into a piece that is kept.
    """
    key = (template, get_language(), get_current_timezone_name(), shows)
    with _lock:
        if (found := _kept.get(key)) is not None:
            _kept.move_to_end(key)
            return found
    made = render_to_string(template, context())
    if not settings.DEBUG:
        with _lock:
            _kept[key] = made
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return made


def forget() -> None:
    with _lock:
        _kept.clear()
