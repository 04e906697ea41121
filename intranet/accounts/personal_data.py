"""What the house keeps of a person: registered by each app, handed out as one file, taken out on erasure.

An app has a module ``personal_data.py``, which is found by its name. Most of it is rows of a table::

    personal_data.table("bookmarks", _("Bookmarks"), Bookmark)

Whatever is no table registers a ``Chapter``, and whatever has to be done on erasure ``on_erase``. A test finds every
table that points at a person and asks for it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from .models import User

Rows = Iterable[dict[str, Any]]
# (what it is called in the archive, where it lies in the storage)
File = tuple[str, str]
# Never handed out, whatever the table: what opens doors.
SECRETS = ("password", "hash", "secret", "token", "session_key")
# Where there is more than that of one thing, the newest.
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Chapter:
    """One file of the archive: ``<name>.json``, and one section of its index."""

    name: str
    label: Any
    rows: Callable[[User], Rows]
    files: Callable[[User], Iterable[File]] = field(default=lambda person: ())
    order: int = 50


@dataclass(frozen=True)
class Kept:
    """A table with rows of one person: which column says whose, and whether they go on erasure."""

    model: type[Model]
    of: str
    goes: bool


# What an app does when a person is erased; ``texts_too`` where the words go, too. Runs inside the action.
Erase = Callable[["User", "User"], None]
# Takes away some of what the person wrote; True while there is more. Runs before the rest, portion by portion.
EraseTexts = Callable[["User", "User"], bool]

_chapters: dict[str, Chapter] = {}
_tables: dict[str, Kept] = {}
_erase: list[Erase] = []
_erase_texts: list[EraseTexts] = []


def register(chapter: Chapter) -> Chapter:
    _chapters[chapter.name] = chapter
    return chapter


def table(
    name: str,
    label: Any,
    model: type[Model],
    *,
    of: str = "person",
    also: Sequence[str] = (),
    without: Sequence[str] = (),
    goes: bool = True,
    order: int = 50,
) -> None:
    """Rows of ``model`` that are a person's own, by the column ``of``: every column but ``without`` and what opens
    doors, and the names along relations in ``also`` (``space__name``). On erasure they are deleted, unless it stays
    (``goes=False``)."""
    own = (column.attname for column in model._meta.concrete_fields if column.name != of)
    shown = [name for name in own if name not in without and not any(secret in name for secret in SECRETS)]

    def rows(person: User) -> Rows:
        found = model._default_manager.filter(**{of: person.pk}).order_by("-pk")
        return found.values(*shown, *also)[:MOST_ROWS].iterator(chunk_size=500)

    _tables[name] = Kept(model, of, goes)
    register(Chapter(name, label, rows, order=order))


def on_erase(hook: Erase) -> Erase:
    """``hook(person, by)`` takes out what is personal; it must not mind being called twice."""
    if hook not in _erase:
        _erase.append(hook)
    return hook


def on_erase_texts(hook: EraseTexts) -> EraseTexts:
    if hook not in _erase_texts:
        _erase_texts.append(hook)
    return hook


@cache
def _find() -> None:
    """Import the modules that register, once, when somebody first asks."""
    from . import own_tables  # noqa: F401, PLC0415

    autodiscover_modules("personal_data")


def chapters() -> list[Chapter]:
    _find()
    return sorted(_chapters.values(), key=lambda chapter: (chapter.order, chapter.name))


def tables() -> list[Kept]:
    _find()
    return list(_tables.values())


def erase_rows(person: User, by: User) -> None:
    """Everything that goes, for use inside the action that erases."""
    _find()
    for hook in _erase:
        hook(person, by)
    for kept in _tables.values():
        if kept.goes:
            kept.model._default_manager.filter(**{kept.of: person.pk}).delete()


def erase_texts(person: User, by: User) -> bool:
    """A portion of what the person wrote. True while there is more."""
    _find()
    return any(hook(person, by) for hook in _erase_texts)
