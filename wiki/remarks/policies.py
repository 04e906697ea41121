"""Who says that a comment about a passage is dealt with. Who may make one is ``can_comment``."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer
from wiki.models import Anchor
from wiki.policies import can_edit_page


def can_resolve(person: Viewer, anchor: Anchor) -> Decision:
    """Whoever made it, and whoever may edit the page."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if not anchor.comment.is_published:
        return no(_("That comment was taken away meanwhile."))
    if person.pk == anchor.comment.author_id or can_edit_page(person, anchor.page):
        return YES
    return no(_("Only who made this comment and who edits the page close it."))
