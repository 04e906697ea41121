"""The doorway for writes to the wiki."""

from .coming_out import bring_out_approved, take_back_text, turn_down_text
from .copying import copy_page, mark_template, set_start
from .erasing import erase_page
from .exporting import ask_for_page_export, forget_page_export
from .files import add_files
from .history import note_version, withdraw_versions
from .importing import bring_files, forget_import, let_in, stop_import
from .languages import link_translation, mark_current, set_language, translate_page, unlink_translation
from .pages import create_page, move_page, rename_page, restore_page, trash_page
from .proposing import Guest, propose_change, revise_proposal, withdraw_proposal
from .remarks import comment_on_passage, resolve_remark
from .reviewing import accept_all, accept_hunk, reject_hunk, reject_rest
from .rights import keep_from_robots, lock_page, set_editing, set_proposing, set_reading, unlock_page
from .versions import publish_page, put_text, restore_version, save_version, settle_page
from .watching import watch_page, watch_space

__all__ = [
    "Guest",
    "accept_all",
    "accept_hunk",
    "add_files",
    "ask_for_page_export",
    "bring_files",
    "bring_out_approved",
    "comment_on_passage",
    "copy_page",
    "create_page",
    "erase_page",
    "forget_import",
    "forget_page_export",
    "keep_from_robots",
    "let_in",
    "link_translation",
    "lock_page",
    "mark_current",
    "mark_template",
    "move_page",
    "note_version",
    "propose_change",
    "publish_page",
    "put_text",
    "reject_hunk",
    "reject_rest",
    "rename_page",
    "resolve_remark",
    "restore_page",
    "restore_version",
    "revise_proposal",
    "save_version",
    "set_editing",
    "set_language",
    "set_proposing",
    "set_reading",
    "set_start",
    "settle_page",
    "stop_import",
    "take_back_text",
    "translate_page",
    "trash_page",
    "turn_down_text",
    "unlink_translation",
    "unlock_page",
    "watch_page",
    "watch_space",
    "withdraw_proposal",
    "withdraw_versions",
]
