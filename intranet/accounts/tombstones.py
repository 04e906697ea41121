"""Who has been erased, written down outside the database: a restored backup is older than some erasures, and whoever
was erased since stays erased (``manage.py restore``).

One line a person, without anything about the person: a number, a fingerprint by which a later account under the same
number is told apart, when, and whether the texts went, too.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Max, Q

from .models import Erasure, User

NAME = "erased.jsonl"
log = logging.getLogger(__name__)


class Tombstone(NamedTuple):
    person: int
    born: str
    at: str
    texts_too: bool


def own_list() -> Path:
    return Path(settings.DATA) / NAME


def tombstone_of(person: User, *, texts_too: bool) -> Tombstone:
    at = person.erased_at.isoformat() if person.erased_at else ""
    return Tombstone(person.pk, fingerprint(person), at, texts_too)


def fingerprint(person: User) -> str:
    """The same before and after an erasure; another for another account."""
    return hashlib.sha256(f"{person.pk}|{person.date_joined.timestamp():.6f}".encode()).hexdigest()[:20]


def read_list(path: Path) -> list[Tombstone]:
    """What a list says; a line that was cut off by a crash is left out."""
    found = []
    for line in path.read_text().splitlines() if path.is_file() else []:
        try:
            row = json.loads(line)
            found.append(Tombstone(int(row["person"]), str(row["born"]), str(row["at"]), bool(row["texts_too"])))
        except (ValueError, KeyError, TypeError):
            log.warning("A line of %s makes no sense and is left out", path)
    return found


def write_list(path: Path, more: Iterable[Tombstone] = ()) -> int:
    """Write down at ``path`` everybody it names, everybody the database knows to be erased, and ``more``. It is
    whole at each moment. Answers how many it names."""
    known = {(stone.person, stone.born): stone for stone in [*more, *_in_database(), *read_list(path)]}
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with open(beside, "w", opener=_for_us_alone) as file:
        for _key, stone in sorted(known.items()):
            file.write(json.dumps(stone._asdict()) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return len(known)


def bury(person: User, *, texts_too: bool) -> None:
    """Add one, after the erasure is committed. Should it fail, the nightly round writes the list anew."""
    try:
        with open(own_list(), "a", opener=_for_us_alone) as file:
            file.write(json.dumps(tombstone_of(person, texts_too=texts_too)._asdict()) + "\n")
    except OSError:
        log.exception("The list of who was erased could not be written")


def to_erase_again(stones: Iterable[Tombstone]) -> list[tuple[User, Tombstone]]:
    """Those of the list who are here, and are not erased."""
    by_person = {stone.person: stone for stone in stones}
    people = User.objects.filter(pk__in=by_person, erased_at=None).order_by("pk")
    return [(person, by_person[person.pk]) for person in people if fingerprint(person) == by_person[person.pk].born]


def _in_database() -> Iterable[Tombstone]:
    done = Q(erasures__state=Erasure.State.DONE, erasures__texts_too=True)
    for person in User.objects.exclude(erased_at=None).annotate(words=Max("erasures__pk", filter=done)):
        yield tombstone_of(person, texts_too=person.words is not None)


def _for_us_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
