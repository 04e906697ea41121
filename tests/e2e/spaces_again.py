"""Spaces with the name a test gives them, also when the test is tried again and its first try has taken it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from intranet.spaces.models import Space
from tests import factories


def a_space_called(name: str, **fields: Any) -> Space:
    if Space.objects.filter(name__iexact=name).exists():
        name = f"{name} {uuid4().hex[:4]}"
    return factories.a_space(name, **fields)
