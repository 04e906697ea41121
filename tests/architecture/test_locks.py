"""A lock installs the same bytes everywhere: every package pinned and hashed, no word of where to get them."""

import re
from pathlib import Path

import pytest

from .locks import asked, locked, pins

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
LOCKS = ["base.txt", "test.txt"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock):
    found = pins(FOLDER / lock)
    assert len(found) > 50
    loose = [name for name, version, hashes in found if not re.fullmatch(r"\d[\w.+!-]*", version) or not hashes]
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_hash_is_a_sha256(lock):
    odd = [
        one for _, _, hashes in pins(FOLDER / lock) for one in hashes if not re.fullmatch(r"sha256:[0-9a-f]{64}", one)
    ]
    assert odd == []


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_no_requirements_file_names_a_host_or_a_path_of_somebodys_machine(path):
    text = path.read_text()
    options = [
        line for line in text.splitlines() if line.startswith("-") and not re.match(r"-[rc] \w+\.(in|txt)$", line)
    ]
    assert options == []
    assert not re.search(r"://|file:| @ |(^|\s)/|\b[\w-]+\.(com|org|net|io|dev)\b", text, re.MULTILINE)


@pytest.mark.parametrize(("source", "lock"), [("base.in", "base.txt"), ("test.in", "test.txt")])
def test_the_lock_has_everything_the_source_asks_for_within_its_bounds(source, lock):
    pinned = locked(FOLDER / lock)
    astray = {
        name: (pinned.get(name), bounds)
        for name, bounds in asked(FOLDER / source).items()
        if name not in pinned or not all(_within(pinned[name], bound) for bound in bounds)
    }
    assert astray == {}


def test_what_is_tested_is_what_runs():
    base, test = locked(FOLDER / "base.txt"), locked(FOLDER / "test.txt")
    assert {name: (version, test.get(name)) for name, version in base.items() if test.get(name) != version} == {}


def test_the_bounds_are_understood():
    assert _within("5.2.19", "~=5.2.19")
    assert not _within("5.3", "~=5.2.19")
    assert _within("4.9", "~=4.3")
    assert not _within("5.0", "~=4.3")
    assert _within("5", ">=5")
    assert not _within("2.7.5", "==2.7.4")


def _within(version: str, bound: str) -> bool:
    sign, wanted = re.fullmatch(r"(~=|>=|==)([\d.]+)", bound).groups()
    have, want = _numbers(version), _numbers(wanted)
    if sign == "==":
        return have == want
    if sign == ">=":
        return have >= want
    return have >= want and have[: len(want) - 1] == want[:-1]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.match(r"[\d.]+", version)[0].rstrip(".").split("."))
