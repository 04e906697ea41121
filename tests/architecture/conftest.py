"""The lab with something of everything in it, and the cast with a session each."""

from __future__ import annotations

from typing import Any

import pytest

from .asking import CAST, session_of
from .lab_world import furnish


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
