"""Who may do what under an entry, beyond what ``content.policies`` says of every entry."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer

from .models import Comment


def can_answer(parent: Comment, root: Entry) -> Decision:
    """May a comment stand under this one? Whether the discussion takes comments at all is ``can_comment``."""
    if parent.root_id != root.entry_id:
        return no(_("That comment belongs to another discussion."))
    if not parent.is_published:
        return no(_("That comment was taken away meanwhile. You can still comment below."))
    return YES


def can_remark_on(under: Entry, root: Entry) -> Decision:
    """May a remark stand under what was said under this root?"""
    if under.root_id != root.entry_id or kind_of(under).narrower:
        return no(_("That belongs to another discussion."))
    return YES if under.is_published else no(_("That was taken away meanwhile."))


def can_save(person: Viewer, entry: Entry) -> Decision:
    if not person.is_authenticated:
        return no(_("Sign in to save this."))
    if not person.is_active:
        return no(_("This account is closed."))
    return YES if entry.is_published else no(_("This is not published."))


def can_watch(person: Viewer, root: Entry) -> Decision:
    if not person.is_authenticated:
        return no(_("Sign in to follow this."))
    if not person.is_active:
        return no(_("This account is closed."))
    if root.root_id is not None or not kind_of(root).takes_comments:
        return no(_("There is no discussion to follow here."))
    return YES
