"""What documents are about: each part that has some registers its sort in ``apps.py``. What has no sort is no document.

    register(Sort("page", gate=access_of, begin=text_of, settled=settle_page))

The document of page 12 is called ``page_12``. It is text: one root called ``content``, in which there is Markdown.
"""

from __future__ import annotations

import enum
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intranet.realtime.gates import gate

if TYPE_CHECKING:
    from intranet.accounts.models import User

log = logging.getLogger(__name__)

# What a writing socket follows besides the document itself: the stream of that name has no frames, only a gate.
WRITING = "writing_"
_NAME = re.compile(r"([a-z][a-z0-9]{0,20})_([1-9][0-9]{0,17})", re.ASCII)


class Access(enum.IntEnum):
    NONE = 0
    READ = 1
    WRITE = 2


@dataclass(frozen=True, slots=True)
class Sort:
    """``gate`` is asked at every handshake and after every revocation, with a freshly read person. ``begin`` gives the
    text a document starts with, once. ``settled`` is told when nobody has written for a while, in a transaction in
    which nothing is added to the document: everything up to that number (of ``head``) has now been told."""

    name: str
    gate: Callable[[User, int], Access]
    begin: Callable[[int], str]
    settled: Callable[[int, int], None]


_sorts: dict[str, Sort] = {}


class NoSuchDocument(LookupError):
    """No sort of that name is registered, or it is no name."""


def register(sort: Sort) -> None:
    _sorts[sort.name] = sort
    # So the hub asks again, after each revocation, what an open socket was let in for.
    gate(sort.name)(lambda person, key: access(person, f"{sort.name}_{key}") >= Access.READ)
    gate(f"{WRITING}{sort.name}")(lambda person, key: access(person, f"{sort.name}_{key}") >= Access.WRITE)


def registered() -> tuple[Sort, ...]:
    return tuple(_sorts.values())


def taken_apart(name: str) -> tuple[Sort, int]:
    """The sort and the key of a document's name."""
    match = _NAME.fullmatch(name)
    sort = _sorts.get(match[1]) if match else None
    if match is None or sort is None:
        raise NoSuchDocument(name)
    return sort, int(match[2])


def access(person: User, name: str) -> Access:
    """What this person, freshly read, may do with the document. Nothing, where the gate fails."""
    try:
        sort, key = taken_apart(name)
        return sort.gate(person, key)
    except NoSuchDocument:
        return Access.NONE
    except Exception:
        log.exception("The gate of %s failed, so user %s was refused", name, person.pk)
        return Access.NONE
