"""Where the staff may note something: each part names the kinds of entries it takes notes about, with its own model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from intranet.content.models import Entry
from intranet.spaces.audiences import ORG


def _all_staff(root: Entry) -> str:
    return ORG


def _nobody(root_id: int) -> Iterable[int | None]:
    return ()


@dataclass(frozen=True)
class Family:
    """``model`` of the notes, ``about`` the kinds of what they are written beside. ``audience`` of a note, given what
    it is about; ``concerned``, given its number, who hears of each note besides those who noted something."""

    model: str
    about: tuple[str, ...]
    audience: Callable[[Entry], str] = _all_staff
    concerned: Callable[[int], Iterable[int | None]] = _nobody

    @property
    def note(self) -> Any:
        return apps.get_model(self.model)


_families: dict[str, Family] = {}


def register(family: Family) -> None:
    _families[family.model] = family


def family_of(root: Entry) -> Family | None:
    """Of what notes are written about; None where the staff note nothing."""
    return next((one for one in _families.values() if root.kind in one.about), None)


def family_named(model: str) -> Family:
    return _families[model]


def models_of_notes() -> list[str]:
    return list(_families)


def kinds_with_notes() -> list[str]:
    return [kind for one in _families.values() for kind in one.about]
