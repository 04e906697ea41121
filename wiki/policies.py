"""Who may do what with a page. Each answer is a Decision: a yes, or a no with its sentence.

What may be *read* is ``Page.objects.visible_to``; these rules presume it.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from intranet.accounts.policies import can_speak
from intranet.content import policies as content_policies
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces import policies as space_policies
from intranet.spaces.audiences import Viewer, audiences_of, spaces_joined, spaces_kept
from intranet.spaces.models import Space

from . import rights
from .models import ComingOut, Page
from .outside import is_further, reach, reach_of


def page_of(entry: Entry) -> Page:
    if isinstance(entry, Page):
        return entry
    return Page.objects.select_related("space").get(pk=entry.entry_id)


def can_create_in(person: Viewer, space: Space, parent: Page | None = None) -> Decision:
    """Whoever may write in a space begins pages there; under a page, whoever may edit that."""
    if "wiki" not in space.parts:
        return no(_("This space has no wiki."))
    if not (allowed := space_policies.can_post_in(person, space)):
        return allowed
    if space.is_community and person.is_authenticated and not person.is_staff_member:
        return no(_("Staff write the pages of this space. You can propose a change."))
    if parent is not None and parent.is_held:
        return no(_("The page above is not out yet: nothing can stand under it."))
    return _is_of_the_house(person) if parent is None else can_edit_page(person, parent)


def can_edit_page(person: Viewer, page: Page) -> Decision:
    """May this person write in it, as it stands now?"""
    if not person.is_authenticated:
        return no(_("Sign in to write."))
    if not (allowed := can_speak(person)):
        return allowed
    if not (page.is_published or page.is_held):
        return no(_("This page is not there any more.")) if page.is_deleted else no(_("This page is hidden."))
    assert page.space is not None
    if page.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if page.audience not in audiences_of(person):
        return no(_("You cannot read this page."))
    if page.is_locked and not is_keeper(person, page):
        return no(_("This page is locked.") + (f" {page.lock_reason}" if page.lock_reason else ""))
    return _is_among_editors(person, page)


def _is_among_editors(person: Viewer, page: Page) -> Decision:
    assert page.space is not None
    said = rights.editing_of(page)
    match said.what:
        case Page.Edits.KEEPERS:
            if is_keeper(person, page):
                return YES
            return no(_("Only its owner and those who keep this space edit this page. You can propose a change."))
        case Page.Edits.CHOSEN if said.circle is not None:
            if said.circle.audience in audiences_of(person) or is_keeper(person, page):
                return YES
            return no(_("Chosen people edit this page. You can propose a change."))
    if page.space.is_community and person.is_authenticated and not person.is_staff_member:
        return no(_("Staff write the pages of this space. You can propose a change."))
    return _is_of_the_house(person) and space_policies.can_post_in(person, page.space)


def _is_of_the_house(person: Viewer) -> Decision:
    """What stands in a wiki is said by the house: customers of a community improve it by what they propose."""
    if person.is_authenticated and person.is_customer:
        return no(_("Customers do not edit pages, unless they are chosen to. You can propose a change."))
    return YES


def is_keeper(person: Viewer, page: Page) -> bool:
    """Whether this person answers for the page: its owner, the team that owns it, who keeps the space."""
    if not person.is_authenticated or not person.is_active:
        return False
    if page.space_id in spaces_kept(person):
        return True
    if page.audience not in audiences_of(person):
        return False
    return page.owner_id == person.pk or page.owner_team_id in spaces_joined(person)


def can_manage_page(person: Viewer, page: Page) -> Decision:
    """Who reads it, who edits it, whether it is locked, who answers for it."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if page.space is not None and page.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if page.audience not in audiences_of(person):
        return no(_("You cannot read this page."))
    if is_keeper(person, page):
        return YES
    if page.author_id == person.pk and person.is_staff_member and can_edit_page(person, page):
        return YES
    return no(_("Only its owner, who began it, and those who keep this space decide that."))


def can_translate(person: Viewer, page: Page) -> Decision:
    """Say it in another language, beside it: whoever may begin a page there and write in what it says the same as."""
    assert page.space is not None
    if not (allowed := can_edit_page(person, page)):
        return allowed
    return can_create_in(person, page.space, page.parent)


def can_lock(person: Viewer, page: Page) -> Decision:
    """Those who answer for a page lock it, so that nobody else writes in it; who began it does not, nor opens it."""
    if page.is_deleted or page.is_hidden:
        return no(_("This page is not there any more.")) if page.is_deleted else no(_("This page is hidden."))
    if is_keeper(person, page):
        return can_manage_page(person, page)
    return no(_("Its owner and those who keep this space decide that."))


def can_move_page(person: Viewer, page: Page, space: Space, parent: Page | None) -> Decision:
    if not (allowed := can_edit_page(person, page)):
        return allowed
    if space.pk != page.space_id and not (allowed := can_manage_page(person, page)):
        return allowed
    return can_create_in(person, space, parent)


def can_trash_page(person: Viewer, page: Page) -> Decision:
    """Who answers for it, and who began it. Who brings it back is asked the same."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if page.space is not None and page.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if is_keeper(person, page) or page.space_id in spaces_kept(person) or page.author_id == person.pk:
        return YES
    return no(_("Only its owner, who began it, and those who keep this space can do that."))


def can_rename_page(person: Viewer, page: Page) -> Decision:
    """A title is read at once by whoever reads the page: outside of the house who publishes there changes it."""
    return can_publish_page(person, page)


def can_erase_page(person: Viewer, page: Page) -> Decision:
    """Delete for ever what is in the trash: those who keep the space."""
    if page.space is not None and page.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if page.space_id in spaces_kept(person):
        return YES
    return no(_("Only the owners and moderators of this space delete pages for ever."))


def can_set_start(person: Viewer, space: Space) -> Decision:
    """Choose what the wiki of a space opens with."""
    if "wiki" in space.parts and not space.is_archived and space.pk in spaces_kept(person):
        return YES
    return no(_("Only the owners and moderators of this space choose what its wiki opens with."))


def can_publish_page(person: Viewer, page: Page) -> Decision:
    """Bring what is written out to its readers. What leaves the house is brought out by staff."""
    if not (allowed := can_edit_page(person, page)):
        return allowed
    if page.is_outside and not (person.is_authenticated and person.is_staff_member):
        return no(_("Staff publish what leaves the house."))
    return YES


def can_take_back_text(person: Viewer, page: Page, asked: ComingOut) -> Decision:
    """Let what was handed in wait no longer: who handed it in, and who answers for the page."""
    if person.is_authenticated and person.pk == asked.by_id and can_edit_page(person, page):
        return YES
    if is_keeper(person, page):
        return YES
    return no(_("Only who handed it in, and those who answer for this page, take it back."))


def can_propose(person: Viewer, page: Page) -> Decision:
    if not page.is_published:
        return no(_("This page is not there any more."))
    if page.space is not None and page.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if page.audience not in audiences_of(person):
        return no(_("You cannot read this page."))
    match rights.proposing_of(page).what:
        case Page.Proposing.NOBODY:
            return no(_("No changes are proposed to this page."))
        case Page.Proposing.SIGNED_IN if not person.is_authenticated:
            return no(_("Sign in to propose a change."))
    return can_speak(person) if person.is_authenticated else YES


def may_moderate(person: Viewer, entry: Entry) -> Decision:
    """Those who keep the space; for what is public or before customers, the moderators of the house as well."""
    if person.is_authenticated and entry.space_id in spaces_kept(person):
        return YES
    if person.is_authenticated and person.is_moderator and page_of(entry).is_outside:
        return YES
    return no(_("Only the moderators of this space can do that."))


def may_edit(person: Viewer, entry: Entry) -> Decision:
    return can_edit_page(person, page_of(entry))


def may_delete(person: Viewer, entry: Entry) -> Decision:
    return can_trash_page(person, page_of(entry))


def can_read_history(person: Viewer, page: Page) -> Decision:
    return content_policies.can_see_history(person, page)


def can_look_at_rights(person: Viewer) -> Decision:
    """Whom a page is for, by name: a matter of the house."""
    if person.is_authenticated and person.is_staff_member:
        return YES
    return no(_("Staff decide who reads a page."))


def can_set_readers(person: Viewer, page: Page, *, audience: str) -> Decision:
    """Let those of ``audience`` read it, and nobody else. Nobody shuts themselves out: then nobody might be left who
    could let them in again."""
    if not (allowed := can_manage_page(person, page)):
        return allowed
    if not (person.is_authenticated and person.is_staff_member):
        return no(_("Staff decide who reads a page."))
    if audience not in audiences_of(person):
        return no(_("You would not read this page yourself any more. Choose yourself too."))
    return can_reach(person, page, audience)


def can_reach(person: Viewer, page: Page, audience: str) -> Decision:
    """May this page come before ``audience``, if that is further outside than it is now?"""
    return can_open_to_outside(person, page) if is_further(page.reach, reach(audience)) else YES


def can_take_to(person: Viewer, page: Page, changes: Collection[tuple[str, str]]) -> Decision:
    """May a page, which stands where it is moved to by now, be read there by others than before? ``changes``: the
    audiences that it and the pages under it had, and have there."""
    if not changes:
        return YES
    reached = reach_of(audience for change in changes for audience in change)
    if any(is_further(reached.get(before), reached.get(after)) for before, after in changes):
        return can_open_to_outside(person, page)
    if is_keeper(person, page) or (page.author_id == person.pk and person.is_staff_member):
        return YES
    return no(_("Other people would read it there: its owner and those who keep the space decide that."))


def can_withdraw_versions(person: Viewer, page: Page) -> Decision:
    """Take a text out of the history: who answers for the page, who keeps order there."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if page.space is not None and page.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if is_keeper(person, page) or may_moderate(person, page):
        return YES
    return no(_("Only those who answer for this page, or keep order here, take texts out of its history."))


def can_see_statistics(person: Viewer, page: Page) -> Decision:
    """How much a page is read: who answers for it, began it, or keeps its space. In numbers; who it was, nobody."""
    if person.is_authenticated and (is_keeper(person, page) or can_manage_page(person, page)):
        return YES
    return no(_("Those who answer for this page see how much it is read."))


def can_watch_wiki(person: Viewer, space: Space) -> Decision:
    """Hear of every page of a space: whoever reads what the space says."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in to watch pages."))
    if space.audience not in audiences_of(person):
        return no(_("You cannot read the pages of this space."))
    return YES


def can_watch_page(person: Viewer, page: Page) -> Decision:
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in to watch pages."))
    return YES if page.is_published else no(_("This page is not there any more."))


def can_open_to_outside(person: Viewer, page: Page) -> Decision:
    """Let customers, or everybody, read it: staff who answer for it."""
    if not (person.is_authenticated and person.is_staff_member and is_keeper(person, page)):
        return no(_("Its owner and those who keep this space open a page to people outside."))
    if page.space is not None and page.space.visibility == Space.Visibility.SECRET:
        return no(_("What stands in a secret space stays there. It can be moved."))
    return can_manage_page(person, page)
