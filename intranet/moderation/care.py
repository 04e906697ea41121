"""The other pages of those who keep order, each for whom it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.core.decisions import Decision

from . import policies


@dataclass(frozen=True)
class Door:
    """One link under the queue; ``may(person)`` says for whom."""

    label: Any
    address: str
    may: Callable[[Any], Decision]
    order: int = 50

    @property
    def url(self) -> str:
        return reverse(self.address)


_doors: list[Door] = []


def register(*doors: Door) -> None:
    _doors.extend(door for door in doors if door not in _doors)


def doors_for(person: Any) -> Iterable[Door]:
    return [door for door in sorted(_doors, key=lambda door: door.order) if door.may(person)]


def register_own() -> None:
    register(
        Door(_("House rules"), "moderation:house-rules", policies.can_open_queue, order=10),
        Door(_("Rules"), "moderation:rules", policies.can_keep_bars, order=15),
        Door(_("Levels of trust"), "moderation:levels", policies.can_keep_bars, order=16),
        Door(_("Sanctions"), "moderation:all-sanctions", policies.can_keep_bars, order=20),
        Door(_("Who cannot sign up"), "moderation:bars", policies.can_keep_bars, order=30),
        Door(_("Audit log"), "moderation:audit", policies.can_keep_house, order=90),
    )
