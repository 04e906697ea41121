"""Making boards and their categories, and changing them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ideas import policies
from ideas.models import Board, Category
from ideas.statuses import ensure_statuses
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space

CHANGEABLE = frozenset({"name", "description", "position", "writers", "votes_per_person", "idle_days", "is_archived"})


@action
def make_board(space: Space, *, by: User, name: str, readers: str = Board.Readers.EVERYONE, **fields: Any) -> Board:
    """Begin a board; ``fields`` as in ``change_board``. Of a community space ``readers`` may be fewer than everybody.
    ValidationError for a value that makes no sense."""
    require(policies.can_manage_boards(by, space))
    if readers != Board.Readers.EVERYONE and not space.is_community:
        raise ValidationError({"readers": _("What stands in this space is read by its people.")}, code="readers")
    ensure_statuses()
    board = Board(space=space, name=name, readers=readers)
    _set(board, fields)
    board.full_clean()
    board.save()
    if "ideas" not in space.parts:
        space.parts = [*space.parts, "ideas"]
        space.save(update_fields=["parts"])
    record("ideas.board.made", by=by, on=board, audience=board.audience)
    return board


@action
def change_board(board: Board, *, by: User, **fields: Any) -> Board:
    """Change what is given of ``CHANGEABLE``. ValidationError for a value that makes no sense."""
    require(policies.can_manage_boards(by, board.space))
    before = {name: str(getattr(board, name)) for name in fields if name in CHANGEABLE}
    _set(board, fields)
    board.full_clean()
    board.save()
    changed = {name: [was, str(getattr(board, name))] for name, was in before.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    record("ideas.board.changed", by=by, on=board, audience=board.audience, changed=changed)
    return board


@action
def make_category(board: Board, *, by: User, name: str) -> Category:
    """One more, the last. ValidationError for a name that the board has."""
    require(policies.can_manage_boards(by, board.space))
    category = Category(board=board, name=" ".join(name.split()), position=board.categories.count())
    category.full_clean()
    category.save()
    record("ideas.board.changed", by=by, on=board, audience=board.audience, category=category.name)
    return category


@action
def change_category(category: Category, *, by: User, name: str, position: int | None = None) -> Category:
    require(policies.can_manage_boards(by, category.board.space))
    category.name = " ".join(name.split())
    category.position = category.position if position is None else position
    category.full_clean()
    category.save()
    record("ideas.board.changed", by=by, on=category.board, audience=category.board.audience, category=category.name)
    return category


@action
def delete_category(category: Category, *, by: User) -> None:
    """Its ideas are of none then."""
    board = category.board
    require(policies.can_manage_boards(by, board.space))
    category.delete()
    record("ideas.board.changed", by=by, on=board, audience=board.audience, category=category.name)


def _set(board: Board, fields: dict[str, Any]) -> None:
    if unknown := fields.keys() - CHANGEABLE:
        raise TypeError(f"A board has no {', '.join(sorted(unknown))} to change")
    for name, value in fields.items():
        setattr(board, name, value)
