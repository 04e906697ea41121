"""Who may do what with an entry. Each answer is a Decision: a yes, or a no with its sentence.

What may be *read* is ``Entry.objects.visible_to``; these rules presume that the person may read the entry.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.accounts.policies import can_speak
from intranet.core.decisions import YES, Decision, no
from intranet.spaces import policies as space_policies
from intranet.spaces.audiences import CUSTOMERS, ORG, PUBLIC, Viewer, audiences_of, spaces_joined, spaces_moderated
from intranet.spaces.models import Space

from .kinds import May, kind_of
from .models import Credit, Entry, Placement, Series


def can_publish(person: Viewer, *, space: Space | None, audience: str) -> Decision:
    """May this person put an entry of any kind before ``audience``, in ``space`` or in none?"""
    if not person.is_authenticated:
        return no(_("Sign in to write."))
    if not (allowed := can_speak(person)):
        return allowed
    if space is not None:
        if audience != space.audience:
            return no(_("What is written in a space is for the people of that space."))
        return space_policies.can_post_in(person, space)
    if audience == ORG:
        return YES if person.is_staff_member else no(_("Only staff write to all staff."))
    if audience in (PUBLIC, CUSTOMERS):
        return YES if person.is_staff_member else no(_("Customers take part in community spaces."))
    if audience in audiences_of(person):
        return YES
    return no(_("You do not belong to that audience."))


def can_moderate(person: Viewer, entry: Entry) -> Decision:
    """Space moderators: entries of their space. Site moderators: what is public, for customers or for all staff.
    Nobody keeps order over their own words."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if entry.author_id == person.pk:
        return no(_("This is yours: somebody else decides about it."))
    if (own := kind_of(entry).may_moderate) is not None:
        return own(person, entry)
    if entry.space_id is not None:
        if entry.space_id in spaces_moderated(person):
            return YES
        return no(_("Only the moderators of this space can do that."))
    wanted = entry.wanted_audience
    if person.is_moderator and (wanted in (PUBLIC, CUSTOMERS, ORG) or wanted.startswith("company_")):
        return YES
    return no(_("Only moderators can do that."))


def can_edit(person: Viewer, entry: Entry) -> Decision:
    """Words are changed by whoever wrote them, and by nobody else; those that are shared, by whom their kind names."""
    kind = kind_of(entry)
    if kind.shared and kind.may_edit is not None:
        return _stands(entry) and kind.may_edit(person, entry)
    return is_authors(person, entry) and can_speak(person) and _kind_lets(kind_of(entry).may_edit, person, entry)


def can_say_versions(person: Viewer, entry: Entry) -> Decision:
    """Of which version something is true is said by whoever may change its words."""
    return can_edit(person, entry)


def is_authors(person: Viewer, entry: Entry) -> Decision:
    """Whether it is this person's own and stands: then what belongs to it is theirs to change, though its words may be
    past changing."""
    if entry.author_id != person.pk:
        return no(_("Only the author can edit this."))
    return _stands(entry)


def _stands(entry: Entry) -> Decision:
    if entry.is_deleted:
        return no(_("This was deleted."))
    if entry.is_hidden:
        return no(_("A moderator has hidden this; it cannot be edited now."))
    return _space_takes_writing(entry)


def can_delete(person: Viewer, entry: Entry) -> Decision:
    if entry.is_deleted:
        return no(_("This is deleted already."))
    if (kind := kind_of(entry)).shared and kind.may_delete is not None:
        if entry.is_hidden:
            return no(_("A moderator has hidden this; it cannot be deleted now."))
        return kind.may_delete(person, entry)
    if entry.author_id == person.pk:
        if entry.is_hidden:
            return no(_("A moderator has hidden this; it cannot be deleted now."))
        return _kind_lets(kind_of(entry).may_delete, person, entry)
    return can_moderate(person, entry)


def can_undelete(person: Viewer, entry: Entry) -> Decision:
    """Whoever deleted it may bring it back; so may its moderators, when they did not merely see it."""
    if not entry.is_deleted:
        return no(_("This is not deleted."))
    if entry.withdrawn_by_id == person.pk:
        return YES
    if (kind := kind_of(entry)).shared and kind.may_delete is not None:
        return kind.may_delete(person, entry)
    return no(_("Only the person who deleted this can bring it back."))


def can_move(person: Viewer, entry: Entry) -> Decision:
    if entry.root_id is not None:
        return no(_("A comment goes where the discussion goes; it cannot be moved by itself."))
    if kind_of(entry).stays:
        return no(_("This belongs where it was said."))
    return can_delete(person, entry)


def can_stand_in(entry: Entry, space: Space | None) -> Decision:
    """Whether this space shows entries of that kind at all."""
    if space is None or entry.kind.partition(".")[0] in space.parts:
        return YES
    return no(_("This space has no place for that."))


def can_be_shown(home: Space, other: Space) -> Decision:
    """May what lives in one space be shown in another? Only where those who read there may know of its home."""
    if home.visibility == Space.Visibility.SECRET:
        return no(_("What is said in a secret space stays there. It can be moved."))
    if other.is_community and not home.is_community:
        return no(_("The public reads that space and does not know of this one. It can be moved there."))
    return YES


def can_place(person: Viewer, entry: Entry, space: Space) -> Decision:
    """Who wrote it, or keeps order where it lives, may show it in a further space they may post in."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if entry.root_id is not None or not entry.is_published or kind_of(entry).stays:
        return no(_("This cannot be shown elsewhere."))
    if entry.space is None:
        return no(_("This is for more than a space already."))
    if entry.author_id != person.pk and not (allowed := can_moderate(person, entry)):
        return allowed
    if not (allowed := space_policies.can_post_in(person, space)):
        return allowed
    return can_stand_in(entry, space) and can_be_shown(entry.space, space)


def can_unplace(person: Viewer, entry: Entry, placement: Placement) -> Decision:
    """Whoever put it there, its author, and those who keep order in either space."""
    if person.is_authenticated and person.is_active:
        if person.pk in (placement.placed_by_id, entry.author_id) or placement.space_id in spaces_moderated(person):
            return YES
        return can_moderate(person, entry)
    return no(_("Sign in first."))


def can_pin(person: Viewer, entry: Entry, space: Space) -> Decision:
    if entry.root_id is not None or not entry.is_published or kind_of(entry).stays:
        return no(_("This cannot be pinned."))
    if entry.space_id != space.pk and not Placement.objects.filter(entry_id=entry.entry_id, space=space).exists():
        return no(_("This does not stand in that space."))
    return can_unpin(person, space)


def can_unpin(person: Viewer, space: Space) -> Decision:
    if space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    return space_policies.can_keep_order(person, space)


def can_time(person: Viewer, entry: Entry) -> Decision:
    """When something comes out is decided by its author, while it is not out."""
    if not person.is_authenticated or entry.author_id != person.pk:
        return no(_("Only the author decides when this comes out."))
    return YES if entry.is_waiting else no(_("This is out already."))


def can_release(person: Viewer, entry: Entry) -> Decision:
    """May this person put the entry out now, where it is meant to go? Asked again at the moment it is due."""
    if (own := kind_of(entry).may_release) is not None:
        return own(person, entry)
    if not (allowed := can_publish(person, space=entry.space, audience=entry.intended_audience)):
        return allowed
    return can_stand_in(entry, entry.space)


def can_take_over(person: Viewer, entry: Entry) -> Decision:
    """May this person have what somebody who leaves had scheduled, to publish it in the own name?"""
    if kind_of(entry).personal:
        return no(_("It speaks for its author alone."))
    return can_release(person, entry)


def can_have_series(person: Viewer) -> Decision:
    return YES if person.is_authenticated and person.is_active else no(_("Sign in first."))


def can_change_series(person: Viewer, series: Series) -> Decision:
    return YES if person.pk == series.owner_id and person.is_active else no(_("This series is somebody else’s."))


def can_be_in_series(person: Viewer, entry: Entry) -> Decision:
    if entry.root_id is not None:
        return no(_("A comment cannot be part of a series."))
    if kind_of(entry).stays:
        return no(_("This belongs where it was said."))
    if entry.author_id != person.pk:
        return no(_("Only what you wrote yourself can be in your series."))
    return no(_("This was deleted.")) if entry.is_deleted else YES


def can_choose_credit(person: Viewer) -> Decision:
    """How one is named where one's words are kept: staff are, by name."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    return YES if person.is_customer else no(_("Who works here is named."))


def can_withdraw_credit(person: Viewer, entry: Entry) -> Decision:
    if not (allowed := can_choose_credit(person)):
        return allowed
    if not Credit.objects.filter(entry=entry.entry_id, person=person.pk).exists():
        return no(_("None of your words are in this."))
    return YES


def can_comment(person: Viewer, root: Entry) -> Decision:
    if not person.is_authenticated:
        return no(_("Sign in to comment."))
    if not (allowed := can_speak(person)):
        return allowed
    if root.root_id is not None or not kind_of(root).takes_comments:
        return no(_("There are no comments here."))
    if not root.is_published:
        return no(_("This is not published."))
    if root.comments_locked:
        return no(_("The comments are closed."))
    if (own := kind_of(root).may_comment) is not None and not (allowed := own(person, root)):
        return allowed
    return _agency_stays_inside(person, root) and _space_takes_writing(root)


def can_react(person: Viewer, entry: Entry) -> Decision:
    if not person.is_authenticated:
        return no(_("Sign in to react."))
    if not (allowed := can_speak(person)):
        return allowed
    if not entry.is_published:
        return no(_("This is not published."))
    if (own := kind_of(entry).may_react) is not None:
        return own(person, entry)
    return _agency_stays_inside(person, entry) and _space_takes_writing(entry)


def can_lock_comments(person: Viewer, entry: Entry) -> Decision:
    if entry.root_id is not None or not kind_of(entry).takes_comments:
        return no(_("There are no comments here."))
    if (own := kind_of(entry).may_lock) is not None:
        return own(person, entry)
    if entry.author_id == person.pk:
        return YES
    return can_moderate(person, entry)


def can_see_history(person: Viewer, entry: Entry) -> Decision:
    """Whoever may read an entry may read how it came to be; what was hidden keeps its history to its review."""
    return YES if entry.audience in audiences_of(person) else no(_("You cannot read this."))


def _agency_stays_inside(person: Viewer, entry: Entry) -> Decision:
    """What the public reads, an agency guest reads too; a voice they have in the spaces that were named for them."""
    if not person.is_authenticated or not person.is_agency or entry.audience == person.key:
        return YES
    # Shown in two spaces, it is talked about by the people of both: then its audience is a circle.
    if entry.space_id in spaces_joined(person) or entry.audience.startswith("circle_"):
        return YES
    return no(_("Agency guests write in the spaces they were invited to."))


def _space_takes_writing(entry: Entry) -> Decision:
    if entry.space is not None and entry.space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    return YES


def _kind_lets(may: May | None, person: Viewer, entry: Entry) -> Decision:
    return YES if may is None else may(person, entry)
