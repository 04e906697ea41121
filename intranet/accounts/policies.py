"""Who may do what with accounts. Each answer is a Decision: a yes, or a no with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no

from .models import Invitation, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def can_administer(person: User | AnonymousUser) -> Decision:
    """May this person change who works here and as what? Admins, and the system itself (an import, the demo)."""
    if not person.is_authenticated:
        return no(_("Sign in first."))
    if person.is_admin or person.is_system:
        return YES
    return no(_("Only admins do that."))


def can_invite(person: User | AnonymousUser) -> Decision:
    if can_administer(person):
        return YES
    return no(_("Only admins invite people."))


def can_change_profile(by: User | AnonymousUser, person: User) -> Decision:
    """One's own page; admins may put others' right."""
    if not by.is_authenticated or not by.is_active:
        return no(_("Sign in first."))
    if not person.is_active:
        return no(_("This account is closed."))
    if by.pk == person.pk or by.is_admin:
        return YES
    return no(_("Only %(name)s can change this page.") % {"name": person})


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


def can_reactivate(by: User | AnonymousUser, person: User) -> Decision:
    if person.is_system:
        return no(_("This is the system’s own account."))
    return can_administer(by)


def can_resend(by: User | AnonymousUser, invitation: Invitation) -> Decision:
    if not (allowed := can_invite(by)):
        return allowed
    if invitation.accepted_at is not None:
        return no(_("This invitation has been accepted."))
    if invitation.revoked_at is not None:
        return no(_("This invitation was withdrawn. Write a new one."))
    return YES


def _another_admin_than(person: User) -> bool:
    return User.objects.active().filter(role=User.Role.ADMIN).exclude(pk=person.pk).exists()
