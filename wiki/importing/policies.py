"""Who brings pages in from files."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.content import gates
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from wiki.models import Page, PageImport
from wiki.policies import can_create_in
from wiki.rights import audience_under


def can_import(person: Viewer, space: Space, parent: Page | None = None) -> Decision:
    """Staff who may begin pages there."""
    if not person.is_authenticated or not person.is_staff_member:
        return no(_("Staff bring pages in from files."))
    if parent is not None and (parent.space_id != space.pk or not parent.is_published):
        return no(_("That page is not there any more."))
    verdict = gates.ask_about_new_words(Page(space=space), by=person, audience=audience_under(space, parent))
    if verdict is not None and verdict.outcome == "hold":
        return no(_("Each page is approved here before others read it. Those who go direct bring pages in from files."))
    return can_create_in(person, space, parent)


def can_tend_import(person: Viewer, passage: PageImport) -> Decision:
    if person.is_authenticated and person.pk == passage.person_id:
        return YES
    return no(_("Somebody else has brought these files."))
