"""The lab with something of everything in it, and the cast with a session each."""

from __future__ import annotations

from typing import Any

import pytest

from intranet.content.models import Entry
from intranet.spaces.audiences import forget

from .asking import CAST, session_of
from .lab_world import furnish

# Everybody of the cast, the guest included.
HOUSE = ("author", "colleague", "outsider", "customer", "other_customer", "moderator", "admin", "deactivated", "guest")


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.fixture
def sessions(cast) -> dict[str, str]:
    return {name: session_of(person) for name, person in cast.items()}


@pytest.fixture
def things(cast, lab, vault, run_jobs, settings, tmp_path) -> dict[str, Any]:
    """The arguments of every address, with real things behind them."""
    settings.MEDIA_ROOT = tmp_path / "media"
    people = {name: cast[name] for name in ("author", "colleague", "outsider", "moderator", "admin")}
    return furnish(lab, vault, **people, run_jobs=run_jobs)


@pytest.fixture
def readers_of(request):
    """The names of the cast who may read an entry."""
    cast = {name: request.getfixturevalue(name) for name in HOUSE}

    def find(entry) -> set[str]:
        for person in cast.values():
            forget(person)
        return {name for name, person in cast.items() if Entry.objects.visible_to(person).filter(pk=entry.pk).exists()}

    return find
