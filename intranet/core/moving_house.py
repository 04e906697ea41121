"""Which tables go along when the house moves to another database (``manage.py export_house``), and which do not.

An app says it in a module ``house_tables.py``, which is found by its name::

    moves("conversation", "Bookmark", "Comment")
    stays_behind("search", "Pending", why="the index is built anew")

A table between two others (many to many) goes with the model that has the field. A test finds every table that nobody
has spoken for.
"""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db.models import Model
from django.utils.module_loading import autodiscover_modules

_moves: set[str] = set()
_stays: dict[str, str] = {}


def moves(app: str, *names: str) -> None:
    """These tables cannot be made again from others."""
    _moves.update(f"{app}.{name}".lower() for name in names)


def stays_behind(app: str, *names: str, why: str) -> None:
    """These can, or mean nothing in another place; ``why`` says which."""
    _stays.update({f"{app}.{name}".lower(): why for name in names})


def moving() -> list[type[Model]]:
    """The tables that go along, in the order of their names."""
    _find()
    found = [model for model in _every() if _spoken_for(model) in _moves]
    return sorted(found, key=lambda model: model._meta.label_lower)


def staying() -> dict[type[Model], str]:
    """The tables that do not, and why."""
    _find()
    return {model: _stays[_spoken_for(model)] for model in _every() if _spoken_for(model) in _stays}


def unspoken() -> set[str]:
    """Tables that nobody has declared, or two have; empty in a house that can move."""
    _find()
    return {model._meta.label for model in _every() if (_spoken_for(model) in _moves) == (_spoken_for(model) in _stays)}


@cache
def _find() -> None:
    autodiscover_modules("house_tables")


def _every() -> list[type[Model]]:
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _spoken_for(model: type[Model]) -> str:
    """The label under which a table is declared: its own, or for a table in between that of its model."""
    owner = model._meta.auto_created
    return (owner if isinstance(owner, type) else model)._meta.label_lower
