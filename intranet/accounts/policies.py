"""Who may do what with accounts. Each answer is a Decision: a yes, or a no with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no

from . import hooks
from .models import Invitation, StaffNote, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def can_administer(person: User | AnonymousUser) -> Decision:
    """May this person change who works here and as what? Admins, and the system itself (an import, the demo)."""
    if not person.is_authenticated:
        return no(_("Sign in first."))
    if person.is_admin or (person.is_system and not person.is_bot):
        return YES
    return no(_("Only admins do that."))


def can_invite(person: User | AnonymousUser) -> Decision:
    if can_administer(person):
        return YES
    return no(_("Only admins invite people."))


def can_see_chart(person: User | AnonymousUser) -> Decision:
    """Who works for whom: for colleagues."""
    if person.is_authenticated and person.is_active and person.is_staff_member:
        return YES
    return no(_("The organisation chart is for staff."))


def can_change_profile(by: User | AnonymousUser, person: User) -> Decision:
    """Name, picture, place and telephone: one's own; admins may put others' right."""
    if not by.is_authenticated or not by.is_active:
        return no(_("Sign in first."))
    if not person.is_active:
        return no(_("This account is closed."))
    if by.pk == person.pk or can_administer(by):
        return YES
    return no(_("Only %(name)s can change this page.") % {"name": person})


def can_change_personal(by: User | AnonymousUser, person: User) -> Decision:
    """The personal side of a page (about, interests, skills, status, the firm's own personal fields): its owner's
    alone. No admin writes there."""
    if not by.is_authenticated or not by.is_active:
        return no(_("Sign in first."))
    if not person.is_active:
        return no(_("This account is closed."))
    if by.pk == person.pk:
        return YES
    return no(_("Only %(name)s can change the personal profile.") % {"name": person})


def can_write_as(by: User | AnonymousUser, person: User) -> Decision:
    """Write under another name: customers, for themselves. Staff answer with their own."""
    if not (allowed := can_change_personal(by, person)):
        return allowed
    if person.is_customer:
        return YES
    return no(_("Only customers write under another name."))


def can_change_managed(by: User | AnonymousUser, person: User) -> Decision:
    """The professional side: job title, department, manager, and the fields that the firm answers. A customer's job
    title is nobody's but the customer's own."""
    if can_administer(by):
        return can_change_standing(by, person)
    if by.is_authenticated and by.is_active and by.pk == person.pk:
        return no(_("Your professional profile is kept by the admins. Ask one of them."))
    return no(_("Only admins change the professional profile."))


def can_keep_notes(by: User | AnonymousUser, person: User) -> Decision:
    """Read and write what staff note about a person: moderators and admins, and for customers the staff who face
    their company. Never about oneself."""
    if not by.is_authenticated or not by.is_active:
        return no(_("Sign in first."))
    if by.pk == person.pk or person.is_system or not by.is_staff_member:
        return no(_("Staff notes on this person are not for you."))
    if by.is_moderator:
        return YES
    if person.is_customer and person.company_id and by.assignments.filter(company=person.company_id).exists():
        return YES
    return no(_("Staff notes on this person are not for you."))


def can_delete_note(by: User | AnonymousUser, note: StaffNote) -> Decision:
    if not (allowed := can_keep_notes(by, note.person)):
        return allowed
    if by.pk == note.author_id or can_administer(by):
        return YES
    return no(_("Only who wrote a note, or an admin, deletes it."))


def can_change_settings(by: User | AnonymousUser, person: User) -> Decision:
    """Language, field audiences, tokens, sessions: nobody's but one's own."""
    if by.is_authenticated and by.is_active and by.pk == person.pk:
        return YES
    return no(_("Only %(name)s can change these settings.") % {"name": person})


def can_change_standing(by: User | AnonymousUser, person: User) -> Decision:
    """May ``by`` change this person's role, company or place in the firm?"""
    if not (allowed := can_administer(by)):
        return allowed
    if person.is_system:
        return no(_("This is the system’s own account."))
    if not person.is_active:
        return no(_("This account is closed. Reopen it first."))
    return YES


def can_change_role(by: User | AnonymousUser, person: User) -> Decision:
    if not (allowed := can_change_standing(by, person)):
        return allowed
    if by.pk == person.pk:
        return no(_("You cannot change your own role. Ask another admin."))
    if person.is_agency:
        return no(_("Agency guests have no role."))
    if person.is_customer:
        return no(_("Customers have no role. Invite the person as staff instead."))
    return YES


def can_deactivate(by: User | AnonymousUser, person: User) -> Decision:
    if not (allowed := can_administer(by)):
        return allowed
    if person.is_system:
        return no(_("This is the system’s own account."))
    if by.pk == person.pk:
        return no(_("You cannot close your own account. Ask another admin."))
    if person.is_admin and not _another_admin_than(person):
        return no(_("This is the last admin. Make somebody else an admin first."))
    return YES


def can_speak(person: User | AnonymousUser) -> Decision:
    """May this person say anything that others read? Asked by every rule of writing, in every part."""
    if not person.is_authenticated:
        return no(_("Sign in to write."))
    if not person.is_active:
        return no(_("This account is closed."))
    if person.is_silenced:
        until = date_format(localtime(person.silenced_until), "DATETIME_FORMAT")
        return no(_("A moderator has silenced you until %(until)s. You can read.") % {"until": until})
    return YES


def can_come_in(person: User) -> Decision:
    """May this person sign in, whoever vouches for them?"""
    if person.is_suspended:
        until = date_format(localtime(person.suspended_until), "DATETIME_FORMAT")
        return no(_("This account is suspended until %(until)s. Why is in the mail we sent.") % {"until": until})
    if not person.is_active or person.is_system:
        return no(_("This account is closed. Ask an admin."))
    return YES


def can_use_own_password(person: User) -> Decision:
    """May this person sign in without the directory of the firm?"""
    if settings.STAFF_PASSWORDS or not person.is_staff_member or person.email in settings.BREAK_GLASS:
        return YES
    return no(_("Colleagues sign in through the firm. Use that button."))


def can_lose_role(person: User) -> Decision:
    """May the directory take this person's role? Never the last admin's, nor that of who keeps the spare key."""
    if person.email in settings.BREAK_GLASS:
        return no(_("This account is kept for the day on which the directory does not answer."))
    if person.is_admin and not _another_admin_than(person):
        return no(_("This is the last admin. Make somebody else an admin first."))
    return YES


def can_reactivate(by: User | AnonymousUser, person: User) -> Decision:
    if person.is_system:
        return no(_("This is the system’s own account."))
    if person.erased_at is not None:
        return no(_("This account was erased; there is nobody to open it for."))
    if person.access_until is not None and person.access_until <= now():
        return no(_("The time of this agency guest is over. Set another day first."))
    return can_administer(by)


def can_ask_for_erasure(by: User | AnonymousUser, person: User) -> Decision:
    """Customers and agency guests for themselves; for staff, whose account is the firm's affair, an admin."""
    if not by.is_authenticated or not by.is_active:
        return no(_("Sign in first."))
    if person.is_system:
        return no(_("This is the system’s own account."))
    if person.erased_at is not None:
        return no(_("This account was erased already."))
    if by.pk == person.pk:
        return no(_("Ask an admin: the accounts of staff are the firm’s.")) if person.is_staff_member else YES
    if not (allowed := can_administer(by)):
        return allowed
    if person.role:
        return no(_("Take the role away first."))
    return YES


def can_view_as(by: User | AnonymousUser, person: User | None) -> Decision:
    """May this admin look at the house with that person's eyes (None: a visitor's)?"""
    if not by.is_authenticated or not by.is_admin:
        return no(_("Only admins do that."))
    if person is None:
        return YES
    if person.pk == by.pk:
        return no(_("Those are your own eyes."))
    if person.is_system or not person.is_active:
        return no(_("This account is closed: its eyes see nothing."))
    return YES


def can_invite_agency(person: User | AnonymousUser) -> Decision:
    """Admins, and whoever owns a space: into that space."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if person.is_admin or (person.is_staff_member and hooks.joinable(person)):
        return YES
    return no(_("Only admins and owners of spaces invite agency guests."))


def can_extend(by: User | AnonymousUser, person: User) -> Decision:
    """Give an agency guest more time, or less."""
    if not (allowed := can_administer(by)):
        return allowed
    return YES if person.is_agency else no(_("Only the access of agency guests ends by a day."))


def can_revoke(by: User | AnonymousUser, invitation: Invitation) -> Decision:
    """Admins; an agency guest's invitation also whoever sent it."""
    if invitation.kind == User.Kind.AGENCY and invitation.invited_by_id == by.pk and by.is_active:
        return YES
    return can_invite(by)


def can_resend(by: User | AnonymousUser, invitation: Invitation) -> Decision:
    if not (allowed := can_revoke(by, invitation)):
        return allowed
    if invitation.accepted_at is not None:
        return no(_("This invitation has been accepted."))
    if invitation.revoked_at is not None:
        return no(_("This invitation was withdrawn. Write a new one."))
    return YES


def _another_admin_than(person: User) -> bool:
    return User.objects.active().filter(role=User.Role.ADMIN).exclude(pk=person.pk).exists()
