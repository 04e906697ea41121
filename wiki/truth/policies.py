"""Who may say what of a page's being true. Reading it is presumed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of
from wiki.models import Opinion, Page
from wiki.policies import can_manage_page, is_keeper


def can_set_owner(person: Viewer, page: Page) -> Decision:
    return can_manage_page(person, page)


def can_verify(person: Viewer, page: Page) -> Decision:
    """Whoever answers for it: its owner, the team that owns it, and who keeps the space. An editor is not enough."""
    if page.space is not None and page.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if page.is_published and page.audience in audiences_of(person) and is_keeper(person, page):
        return YES
    return no(_("Only those who answer for this page say that it is true."))


def can_say_helpful(person: Viewer, page: Page) -> Decision:
    """Whoever reads it, also without an account."""
    if not page.is_published or page.audience not in audiences_of(person):
        return no(_("You cannot read this page."))
    if person.is_authenticated and not person.is_active:
        return no(_("This account is closed."))
    return YES


def can_read_opinions(person: Viewer, page: Page) -> Decision:
    if page.audience in audiences_of(person) and is_keeper(person, page):
        return YES
    return no(_("What readers say is for those who answer for this page."))


def can_settle(person: Viewer, opinion: Opinion) -> Decision:
    return can_read_opinions(person, opinion.page)
