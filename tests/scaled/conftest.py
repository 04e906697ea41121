from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.scaled.house import Scaled

from .house import Person, house_people, scaled_house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scaled]:
    with scaled_house(Path(tmp_path_factory.mktemp("scaled"))) as running:
        yield running


@pytest.fixture(scope="module")
def ada(house: Scaled) -> Person:
    return house_people(house, "Ada Bianchi")[0]
