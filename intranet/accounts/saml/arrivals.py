"""What an answer from the provider has brought, for the moments until its browser fetches it: once."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache

_WITHIN_SECONDS = 60


def keep(kept: str, brought: Any) -> None:
    cache.set(_name(kept), brought, _WITHIN_SECONDS)


def take(kept: str) -> Any:
    """What was kept under this name; None where there is nothing, or somebody has just taken it."""
    brought = cache.get(_name(kept))
    return brought if brought is not None and cache.delete(_name(kept)) else None


def _name(kept: str) -> str:
    return f"saml:arrived:{kept[:64]}"
