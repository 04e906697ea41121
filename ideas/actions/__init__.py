"""Everything that can be done with ideas: the one doorway through which they are written."""

from .boards import change_board, change_category, delete_category, make_board, make_category
from .ideas import edit_idea, suggest
from .merging import merge, undo_merge
from .releases import draft_release, drop_from_release, edit_release, name_in_release, publish_release
from .statuses import set_status
from .voices import take_back_company_vote, vote_for_company

__all__ = [
    "change_board",
    "change_category",
    "delete_category",
    "draft_release",
    "drop_from_release",
    "edit_idea",
    "edit_release",
    "make_board",
    "make_category",
    "merge",
    "name_in_release",
    "publish_release",
    "set_status",
    "suggest",
    "take_back_company_vote",
    "undo_merge",
    "vote_for_company",
]
