"""Who may do what in a space. Each answer is a Decision: a yes, or a no with its sentence."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from intranet.accounts.policies import can_speak
from intranet.core.decisions import YES, Decision, no

from .audiences import Viewer, audiences_of, spaces_joined, spaces_kept, spaces_moderated
from .models import JoinRequest, Membership, Space

if TYPE_CHECKING:
    from intranet.accounts.models import User

    from .filling import Attribute

REFUSALS = 2
REST_AFTER_REFUSALS = timedelta(days=30)


def membership_of(person: Viewer, space: Space) -> Membership | None:
    if not person.is_authenticated:
        return None
    return Membership.objects.filter(space=space, person=person).first()


def can_post_in(person: Viewer, space: Space) -> Decision:
    """Members write in a space; in an open or community one, joining is one press away."""
    if not person.is_authenticated:
        return no(_("Sign in to write."))
    if not (allowed := can_speak(person)):
        return allowed
    if space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    if space.pk in spaces_joined(person):
        if space.posting == Space.Posting.KEEPERS and space.pk not in spaces_kept(person):
            return no(_("Its owners and moderators write here. You can comment on what they write."))
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
    if person.is_agency:
        return no(_("Agency guests come into a space by invitation."))
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


def can_ask_again(person: User, space: Space) -> Decision:
    """A refusal may be a misunderstanding, so one may ask once more; after the second it rests for a month."""
    since = now() - REST_AFTER_REFUSALS
    refused = JoinRequest.objects.filter(
        space=space, person=person, sort=JoinRequest.Sort.REQUEST, state=JoinRequest.State.DECLINED
    )
    decided = refused.filter(decided_at__gt=since).order_by("-decided_at").values_list("decided_at", flat=True)
    lately = [moment for moment in decided[:REFUSALS] if moment is not None]
    if len(lately) < REFUSALS:
        return YES
    again = date_format(localtime(lately[-1] + REST_AFTER_REFUSALS), "DATE_FORMAT")
    return no(_("You were refused twice lately. You can ask again from %(date)s.") % {"date": again})


def can_create_space(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_staff_member:
        return YES
    return no(_("Only staff open spaces."))


def can_keep_order(person: Viewer, space: Space) -> Decision:
    """Owners and moderators decide join requests, invite, and moderate entries."""
    return YES if space.pk in spaces_moderated(person) else no(_("Only the moderators of this space can do that."))


def can_let_in(person: Viewer, space: Space) -> Decision:
    """Invite, and decide about requests: whoever keeps order, while the space takes people."""
    if not (allowed := can_keep_order(person, space)):
        return allowed
    if space.is_archived:
        return no(_("This space is archived."))
    return YES


def can_manage(person: Viewer, space: Space, *, known: Membership | None = None) -> Decision:
    """Owners change settings and roles; admins may too, without reading what is inside. ``known`` is the membership,
    where it has been read already."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if person.is_admin:
        return YES
    membership = known or membership_of(person, space)
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


def can_add_people(person: Viewer, space: Space) -> Decision:
    """Whoever fills a space decides who reads it: an owner or admin who reads it too."""
    if not (allowed := can_change_readers(person, space)):
        return allowed
    if space.is_archived:
        return no(_("This space is archived."))
    return YES


def may_ask_about(attribute: Attribute, visibility: str) -> Decision:
    """What people write about themselves fills only what they could join anyway."""
    if attribute.managed or visibility in (Space.Visibility.OPEN, Space.Visibility.COMMUNITY):
        return YES
    return no(
        _("People write their own “%(field)s”, so anybody could let themself in. Choose a department instead.")
        % {"field": str(attribute.label)}
    )


def can_put_into(person: Viewer, parent: Space) -> Decision:
    """Whoever keeps a space says what stands in it."""
    if not can_manage(person, parent):
        return no(_("Only the owners of “%(space)s” put spaces into it.") % {"space": parent.name})
    if parent.is_archived:
        return no(_("This space is archived."))
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
