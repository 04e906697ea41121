"""What is kept of pages does not fill the memory of the process, however large a piece is."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe

from intranet.core.kept import Piece, Shelf


@pytest.fixture
def shelf():
    return Shelf(most=100, seconds=60, most_bytes=10_000)


def _piece(letters: int) -> Piece:
    return Piece(mark_safe("x" * letters))


def test_large_pieces_make_room_for_each_other_the_oldest_first(shelf):
    for number in range(5):
        shelf.put(number, _piece(4_000))
    assert [shelf.get(number) is not None for number in range(5)] == [False, False, False, True, True]


def test_a_piece_in_place_of_another_counts_once(shelf):
    for _time in range(20):
        shelf.put("rail", _piece(4_000))
    shelf.put("foot", _piece(4_000))
    assert shelf.get("rail") is not None


def test_a_piece_larger_than_the_shelf_is_not_kept_and_the_next_one_is(shelf):
    shelf.put("giant", _piece(50_000))
    shelf.put("small", _piece(100))
    assert shelf.get("giant") is None
    assert shelf.get("small") is not None
