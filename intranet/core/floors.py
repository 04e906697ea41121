"""The oldest version of each dependency that has no hole we know of, and whether what is installed reaches it."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings

# Raise a floor in the change that raises the lock: the lock keeps us safe, the floor keeps whoever does without it.
FLOORS = {
    # 46 published holes in 5.2.0 to 5.2.18, fourteen of them on paths we use (sockets, cache, uploads).
    "Django": "5.2.19",
    # CVE-2026-44545 (memory, unauthenticated) and CVE-2026-44546 (headers smuggled into the socket's upgrade).
    "daphne": "4.2.2",
    "channels": "4.3.2",
    "channels_redis": "4.3.0",
    "asgiref": "3.9",
    # Decodes what strangers upload: never older than what was tested.
    "pillow": "13.0.0",
}


def as_numbers(text: str) -> tuple[int, ...]:
    """``"5.2.19"`` as ``(5, 2, 19)``; zeros at the end and what follows (``rc1``, ``.post2``) do not count."""
    leading = re.match(r"\d+(?:\.\d+)*", text)
    numbers = [int(part) for part in leading[0].split(".")] if leading else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def is_below(installed: str, floor: str) -> bool:
    return as_numbers(installed) < as_numbers(floor)


def below_their_floor() -> Iterator[tuple[str, str, str]]:
    """Name, installed version and floor of each package that is too old; a missing one is version ``"none"``."""
    for package, floor in FLOORS.items():
        try:
            installed = version(package)
        except PackageNotFoundError:
            installed = "none"
        if is_below(installed, floor):
            yield package, installed, floor


def running() -> list[tuple[str, str]]:
    """Name and version of what runs, for the health page."""
    named = ["Portico", "Python", *FLOORS, "uvicorn", "django-allauth", "django-haystack", "whoosh", "django-tasks-db"]
    return [(name, _version_of(name)) for name in named]


def _version_of(name: str) -> str:
    if name == "Python":
        return platform.python_version()
    if name == "Portico":
        return own_version()
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"


def own_version() -> str:
    """Portico's version: the newest heading of the CHANGELOG, which is the one truth."""
    heading = re.search(r"^## (\d\S*)", (settings.ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    return heading[1] if heading else "0"
