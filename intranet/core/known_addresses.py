"""Addresses that were put together before: ``reverse`` for what a page points at many times.

Django takes 30 to 60 µs for an address, and a page of the wiki has thirty. What an address is made of (the name, and
words and numbers) says what it is for as long as the process lives, so it is looked up by that.
"""

from __future__ import annotations

import uuid
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.safestring import SafeString

_PLAIN = (str, int, SafeString, uuid.UUID)
Named = tuple[tuple[str, Any], ...]


def path_to(name: str, *args: Any) -> str:
    """``reverse(name, args=args)``. Raises ``NoReverseMatch`` as that does."""
    return known_address(name, args)


def known_address(name: str, args: tuple[Any, ...], named: Named = (), current_app: str | None = None) -> str:
    told = (*args, *(value for _key, value in named))
    if not all(type(one) in _PLAIN for one in told):
        return reverse(name, args=args, kwargs=dict(named), current_app=current_app)
    root = get_urlconf() or settings.ROOT_URLCONF
    return _put_together(name, args, named, current_app, root, get_script_prefix())


# What is equal among these is written alike: 1 and True are not, and True is none of them. A failure is not kept.
@lru_cache(maxsize=30_000)
def _put_together(  # noqa: PLR0917 - a cache's key
    name: str, args: tuple[Any, ...], named: Named, current_app: str | None, root: Any, prefix: str
) -> str:
    return reverse(name, root, args=args, kwargs=dict(named), current_app=current_app)
