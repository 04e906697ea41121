"""Mails of the house that are no notifications, and end by the same press (``stops``): a digest is one.

``end(person)`` returns what stood before, for ``again``; an empty word where there was nothing to end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intranet.accounts.models import User


@dataclass(frozen=True)
class OtherMail:
    """``label`` and ``hint`` stand where one chooses what to stop, as those of a group do."""

    name: str
    label: Any
    hint: Any
    end: Callable[[User], str]
    again: Callable[[User, str], None]


_mails: dict[str, OtherMail] = {}


def register(mail: OtherMail) -> None:
    _mails[mail.name] = mail


def find(name: str) -> OtherMail | None:
    return _mails.get(name)


def all_other_mails() -> list[OtherMail]:
    return [_mails[name] for name in sorted(_mails)]
