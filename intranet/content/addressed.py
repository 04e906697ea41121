"""Which entry an address of ours leads to, for whoever may read it: what somebody copied from the top of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from intranet.spaces.audiences import Viewer

from .kinds import known, real, url_of
from .models import Entry

# Given (path, viewer): the entry that a part knows by another number than its own.
Finder = Callable[[str, Viewer], Entry | None]
_finders: list[Finder] = []
_NUMBERS = re.compile(r"\d{1,18}")


def also_find(finder: Finder) -> None:
    if finder not in _finders:
        _finders.append(finder)


def entry_at(address: str, viewer: Viewer) -> Entry | None:
    """Nothing for an address of somebody else's, and for what this viewer may not read."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.netloc and parts.hostname != urlsplit(settings.SITE_URL).hostname:
        return None
    path = parts.path
    try:
        resolve(path)
    except Resolver404:
        return None
    readable = Entry.objects.visible_to(viewer)
    for finder in _finders:
        if (found := finder(path, viewer)) is not None:
            return found
    for number in dict.fromkeys(_NUMBERS.findall(path)):
        entry = readable.filter(pk=number).first()
        if entry is not None and known(entry.kind) is not None and _leads(path, entry):
            return entry
    return None


def _leads(path: str, entry: Entry) -> bool:
    if path.startswith(entry.address):
        return True
    own = urlsplit(url_of(real(entry))).path
    # A title may have changed since the address was copied: the number before it counts.
    return bool(own) and path.partition("-")[0].rstrip("/") == own.partition("-")[0].rstrip("/")
