"""Who makes a comment an idea, and who puts it back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ideas.models import Idea, Split
from ideas.policies import can_keep_board
from intranet.conversation.models import Comment
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_split(person: Viewer, comment: Comment, source: Idea) -> Decision:
    """Who keeps the board, of what stands under an idea of it for all who read that."""
    if not (allowed := can_keep_board(person, source.board)):
        return allowed
    if source.is_merged:
        return no(_("This was joined with another idea: part the two first."))
    if not comment.is_published or comment.root_id != source.pk:
        return no(_("This comment was taken away meanwhile."))
    return YES


def can_undo_split(person: Viewer, split: Split, made: Idea) -> Decision:
    if split.undone_at is not None:
        return no(_("This was undone already."))
    if not (allowed := can_keep_board(person, made.board)):
        return allowed
    if made.is_merged or Idea.objects.filter(merged_into=made).exists():
        return no(_("It was joined with another idea since: part those first."))
    return YES
