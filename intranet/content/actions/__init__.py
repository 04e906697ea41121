"""Everything that can be done with an entry of any kind: the one doorway through which it is written."""

from .applying import apply_to_versions
from .crediting import choose_credit, give_credit, take_back_withdrawal, tell_credited, withdraw_credit
from .drafting import draft_entry
from .handing import hand_over_waiting
from .linking import link_entries, unlink_entries
from .pinning import MOST_PINS, order_pins, pin_entry, unpin_entry
from .placing import MOST_PLACEMENTS, keep_within_reach, move_entry, place_entry, unplace_entry
from .readers import give_readers
from .series import (
    close_series,
    open_series,
    order_series,
    put_into_series,
    rename_series,
    take_out_of_series,
)
from .telling import lists_of
from .timing import change_time, publish_now, release_due, take_back
from .writing import (
    EditConflict,
    bring_back,
    bring_back_by_order,
    delete_entry,
    edit_entry,
    hide_entry,
    hold,
    lock_comments,
    publish_entry,
    restore_entry,
    take_away,
    take_away_by_order,
    undelete_entry,
    words_back,
    written_before,
)

__all__ = [
    "MOST_PINS",
    "MOST_PLACEMENTS",
    "EditConflict",
    "apply_to_versions",
    "bring_back",
    "bring_back_by_order",
    "change_time",
    "choose_credit",
    "close_series",
    "delete_entry",
    "draft_entry",
    "edit_entry",
    "give_credit",
    "give_readers",
    "hand_over_waiting",
    "hide_entry",
    "hold",
    "keep_within_reach",
    "link_entries",
    "lists_of",
    "lock_comments",
    "move_entry",
    "open_series",
    "order_pins",
    "order_series",
    "pin_entry",
    "place_entry",
    "publish_entry",
    "publish_now",
    "put_into_series",
    "release_due",
    "rename_series",
    "restore_entry",
    "take_away",
    "take_away_by_order",
    "take_back",
    "take_back_withdrawal",
    "take_out_of_series",
    "tell_credited",
    "undelete_entry",
    "unlink_entries",
    "unpin_entry",
    "unplace_entry",
    "withdraw_credit",
    "words_back",
    "written_before",
]
