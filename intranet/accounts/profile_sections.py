"""What a person's page shows besides the person: posts, pages, answers. Each app registers its own section."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists

if TYPE_CHECKING:
    from .models import User


class Section(NamedTuple):
    """A title, the template under it, and what the template needs, already limited to what the viewer may see."""

    title: str
    template: str
    context: dict[str, Any]


Maker = Callable[["User", "User"], "Section | tuple[str, str, dict[str, Any]] | None"]
_makers: list[Maker] = []
_where: dict[Maker, Callable[[], Exists]] = {}


def register(maker: Maker, *, where: Callable[[], Exists] | None = None) -> Maker:
    """``maker(person, viewer)`` gives a section, or None where there is nothing to show this viewer. Its queries must
    not grow with what the person has written. ``where`` says which people can have it at all: if most have not, that is
    read with the person (``marks``), and their pages ask nothing more."""
    if where is not None:
        _where[maker] = where
    if maker not in _makers:
        _makers.append(maker)
    return maker


def marks() -> dict[str, Exists]:
    """What a query for a person annotates, so that ``sections_of`` knows what it need not ask."""
    return {_mark(maker): where() for maker, where in _where.items()}


def _mark(maker: Maker) -> str:
    return f"section_{getattr(maker, '__name__', '')}"


def sections_of(person: User, viewer: User) -> list[Section]:
    asked = [maker for maker in _makers if getattr(person, _mark(maker), True)]
    return [Section(*found) for maker in asked if (found := maker(person, viewer)) is not None]


# --- The public page --------------------------------------------------------------------------------------------------

_has_public_work: Callable[[User], bool] = lambda person: False  # noqa: E731 - until content has said


def set_public_work(answers: Callable[[User], bool]) -> None:
    """Content says whether everybody, signed in or not, may read something this person has written."""
    global _has_public_work  # noqa: PLW0603
    _has_public_work = answers


def has_public_work(person: User) -> bool:
    return _has_public_work(person)


def public_sections_of(person: User) -> list[Section]:
    """What a stranger sees of the person's work, whoever is looking."""
    return sections_of(person, cast("User", AnonymousUser()))
