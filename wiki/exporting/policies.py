"""Who takes pages along as a file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Space
from wiki.models import Page


def can_export(person: Viewer, space: Space, page: Page | None = None) -> Decision:
    """Whoever has an account, of what they read: what that is, is asked again when the file is written."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in to take pages along as a file."))
    if page is not None and (page.audience not in audiences_of(person) or not page.is_published):
        return no(_("You cannot read this page."))
    return YES
