"""One small house per server for all tests of this folder, and one that is quick to lose patience."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from .kit import House, a_house, many_files

HASTY = ("BODY_SECONDS=0.5", "HEAD_SECONDS=0.5", "STALL_SECONDS=0.5", "LINGER_SECONDS=0.5")
_marks = count(1)


@pytest.fixture(scope="session", params=["uvicorn", "daphne"])
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    many_files()
    with a_house(request.param) as house:
        yield house


@pytest.fixture(scope="session", params=["uvicorn", "daphne"])
def hasty(request: pytest.FixtureRequest) -> Iterator[House]:
    with a_house(request.param, *HASTY) as house:
        yield house


@pytest.fixture(params=["uvicorn", "daphne"])
def server(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def mark() -> str:
    """A name that no other test uses: the house remembers what happened before."""
    return f"m{next(_marks)}"
