"""Who may do what in a space. Each answer is a Decision: a yes, or a no with its sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no

from .audiences import Viewer, audiences_of, spaces_joined, spaces_moderated
from .models import Membership, Space


def membership_of(person: Viewer, space: Space) -> Membership | None:
    if not person.is_authenticated:
        return None
    return Membership.objects.filter(space=space, person=person).first()


def can_post_in(person: Viewer, space: Space) -> Decision:
    """Members write in a space; in an open or community one, joining is one press away."""
    if not person.is_authenticated:
        return no(_("Sign in to write."))
    if not person.is_active:
        return no(_("This account is closed."))
    if space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if space.pk in spaces_joined(person):
        return YES
    if can_join(person, space):
        return no(_("Join this space to write in it."))
    return no(_("You are not a member of this space."))


def can_join(person: Viewer, space: Space) -> Decision:
    """May this person become a member at once, without asking anybody?"""
    if not person.is_authenticated:
        return no(_("Sign in to join."))
    if not person.is_active:
        return no(_("This account is closed."))
    if space.is_archived:
        return no(_("This space is archived."))
    if space.visibility == Space.Visibility.COMMUNITY:
        return YES
    if space.visibility == Space.Visibility.OPEN and person.is_staff_member:
        return YES
    return no(_("This space is joined by asking or by invitation."))


def can_ask_to_join(person: Viewer, space: Space) -> Decision:
    if not person.is_authenticated:
        return no(_("Sign in to join."))
    if space.is_archived:
        return no(_("This space is archived."))
    if space.visibility == Space.Visibility.CLOSED and person.is_staff_member and person.is_active:
        return YES
    return no(_("This space is not joined by asking."))


def can_create_space(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_staff_member:
        return YES
    return no(_("Only staff open spaces."))


def can_keep_order(person: Viewer, space: Space) -> Decision:
    """Owners and moderators decide join requests, invite, and moderate entries."""
    return YES if space.pk in spaces_moderated(person) else no(_("Only the moderators of this space can do that."))


def can_manage(person: Viewer, space: Space) -> Decision:
    """Owners change settings and roles; admins may too, without reading what is inside."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if person.is_admin:
        return YES
    membership = membership_of(person, space)
    if membership is not None and membership.role == Membership.Role.OWNER:
        return YES
    return no(_("Only the owners of this space can do that."))


def can_change_readers(person: Viewer, space: Space) -> Decision:
    """Who may read a space is decided by owners who read it: an admin who does not would let themself in."""
    if not (allowed := can_manage(person, space)):
        return allowed
    if not can_read_inside(person, space):
        return no(_("Only somebody who reads this space can change who reads it."))
    return YES


def can_belong(person: Viewer, space: Space) -> Decision:
    """Whether this person can be a member of this space at all: customers stay on the porch."""
    if not person.is_authenticated or not person.is_active:
        return no(_("This account is closed."))
    if person.is_customer and not space.is_community:
        return no(_("Customers can only join community spaces."))
    return YES


def can_read_inside(person: Viewer, space: Space) -> Decision:
    """Whether what is said in this space is for this viewer: the audience decides, as everywhere."""
    if space.audience in audiences_of(person):
        return YES
    return no(_("What is said here is for its members."))
