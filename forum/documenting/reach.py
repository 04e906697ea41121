"""Whether whoever reads one thing reads another as well, by their audiences."""

from __future__ import annotations

from intranet.spaces.audiences import CUSTOMERS, ORG, PUBLIC
from intranet.spaces.models import Space


def is_for_all_of(audience: str, others: str) -> bool:
    """Whether everybody who holds ``others`` holds ``audience``. Where that cannot be said for sure: no."""
    if audience in (others, PUBLIC) or _is_community(audience):
        return True
    if others == PUBLIC or _is_community(others):
        return False
    if audience == CUSTOMERS:
        return others == ORG or others.startswith("company_")
    return False


def _is_community(audience: str) -> bool:
    sort, _sep, key = audience.rpartition("_")
    if sort != "space" or not key.isdigit():
        return False
    return Space.objects.filter(pk=int(key), visibility=Space.Visibility.COMMUNITY).exists()
