"""Who reads a board: with it changes who reads everything that stands there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ideas import policies
from ideas.actions import change_board
from ideas.models import Board, Campaign, Idea
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import give_readers
from intranet.content.models import Entry
from intranet.content.places import Effect, effect_on_readers
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.search.indexing import mark_changed


class Change(NamedTuple):
    """What it means: for whom, and of how many ideas."""

    readers: Effect
    ideas: int

    @property
    def widens(self) -> bool:
        return bool(self.readers.everybody or self.readers.gain)


@action
def change_readers(board: Board, *, by: User, readers: str) -> bool:
    """False when it was read by those already. What was told to the keepers alone stays between them. ValidationError
    in a space that is no community, and while ideas are joined with those of a board that has other readers then."""
    Board.objects.select_for_update().get(pk=board.pk)
    board.refresh_from_db(fields=["readers", "space"])
    require(policies.can_manage_boards(by, board.space))
    if readers not in Board.Readers.values:
        raise ValidationError({"readers": _("That is none of the choices.")}, code="readers")
    if readers == board.readers:
        return False
    if not board.space.is_community:
        raise ValidationError({"readers": _("What stands in this space is read by its people.")}, code="readers")
    before = board.audience
    if joined := _joined_elsewhere(board):
        sentence = _(
            "“%(title)s” is joined with an idea of another board, which has other readers then. Part them first."
        )
        raise ValidationError({"readers": sentence % {"title": joined.title}}, code="joined")
    board.readers = readers
    board.save(update_fields=["readers"])
    for kind in (Idea, Campaign):
        standing = set(_read_by(kind, board, before).values_list("pk", flat=True))
        mark_changed(give_readers(standing, board.audience, before=before))
    record("ideas.board.readers_set", by=by, on=board, audience=board.audience, before=before)
    return True


@action
def save_board(board: Board, *, by: User, said: Mapping[str, Any]) -> Board:
    """Change what is given, ``readers`` with everything that stands there. ValidationError for what makes no sense."""
    change_board(board, by=by, **{name: value for name, value in said.items() if name != "readers"})
    if "readers" in said:
        change_readers(board, by=by, readers=said["readers"])
    return board


def effect_of_readers(board: Board, readers: str) -> Change:
    after = Board(space_id=board.space_id, readers=readers).audience
    everyone = Board.Readers.EVERYONE
    to_all = readers == everyone and board.readers != everyone and board.space.is_community
    shown = _read_by(Idea, board, board.audience).filter(state=Entry.State.PUBLISHED)
    return Change(effect_on_readers(board.audience, [after], everybody=to_all), shown.count())


def _read_by(kind: type[Idea | Campaign], board: Board, audience: str) -> QuerySet[Idea | Campaign]:
    """What stands on the board for all its readers, published or to be; not what its keepers alone read."""
    published = Q(state=Entry.State.PUBLISHED)
    standing = published & Q(audience=audience) | ~published & Q(intended_audience=audience)
    return kind.objects.filter(standing, board=board)


def _joined_elsewhere(board: Board) -> Idea | None:
    parted = Idea.objects.exclude(merged_into=None)
    across = Q(board=board) & ~Q(merged_into__board=board) | ~Q(board=board) & Q(merged_into__board=board)
    found: Idea | None = parted.filter(across).order_by("pk").first()
    return found
