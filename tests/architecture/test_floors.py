"""Nothing we run on, lock or ask for is older than the first version without a known hole."""

from pathlib import Path

import pytest

from intranet.core import floors
from intranet.core.floors import FLOORS, as_numbers, below_their_floor, is_below

from .locks import asked, locked

ROOT = Path(__file__).resolve().parents[2]
# The list of the review that set them; a floor may rise, never sink or go.
AT_LEAST = {"daphne": "4.2.2", "Django": "5.2.19", "channels": "4.3.2", "channels_redis": "4.3.0", "asgiref": "3.9"}


def test_what_is_installed_reaches_its_floor():
    assert list(below_their_floor()) == []


def test_no_floor_has_sunk():
    assert {name: FLOORS[name] for name in AT_LEAST if is_below(FLOORS[name], AT_LEAST[name])} == {}


@pytest.mark.parametrize("lock", ["base.txt", "test.txt"])
def test_what_is_locked_reaches_its_floor(lock):
    pins = locked(ROOT / "requirements" / lock)
    too_old = {name: pins[_plain(name)] for name, floor in FLOORS.items() if is_below(pins[_plain(name)], floor)}
    assert too_old == {}


@pytest.mark.parametrize("name", FLOORS)
def test_what_we_ask_for_excludes_everything_below_the_floor(name):
    bounds = asked(ROOT / "requirements" / "base.in")[_plain(name)]
    lowest = max((as_numbers(bound.removeprefix("~=").removeprefix(">=")) for bound in bounds), default=())
    assert lowest >= as_numbers(FLOORS[name])


def test_an_old_or_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(floors, "FLOORS", {"Django": "99.0", "a-package-nobody-has": "1.0", "asgiref": "3.9"})
    found = list(below_their_floor())
    assert [(name, floor) for name, _, floor in found] == [("Django", "99.0"), ("a-package-nobody-has", "1.0")]
    assert found[1][1] == "none"


def test_versions_compare_as_numbers_and_not_as_words():
    assert is_below("5.2.9", "5.2.19")
    assert not is_below("5.10", "5.9")
    assert not is_below("4.2.2.post1", "4.2.2")
    assert not is_below("13.0", "13.0.0")
    assert is_below("13.0", "13.0.1")
    assert is_below("none", "1.0")


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")
