"""Who may keep a webhook of which scope. Each answer is a Decision: a yes, or a no with its sentence."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Membership, Space

from .models import WIDE, Webhook


def can_open(person: Viewer) -> Decision:
    """Look at webhooks at all: admins, and whoever owns a space."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if person.is_admin or (person.is_staff_member and _owned(person).exists()):
        return YES
    return no(_("Webhooks are kept by admins, and by the owners of spaces for their spaces."))


def can_keep(person: Viewer, scope: str, space: Space | None = None) -> Decision:
    """May this person have an address told of all that this scope reads? Asked when a webhook is made or changed, and
    of its keeper each time it is told something."""
    if not person.is_authenticated or not person.is_active or not person.is_staff_member:
        return no(_("Webhooks are kept by admins, and by the owners of spaces for their spaces."))
    if scope != Webhook.Scope.SPACE:
        return YES if person.is_admin else no(_("Only admins have another program told of more than one space."))
    if space is None:
        return no(_("Choose the space it is told of."))
    if _owned(person).filter(space=space).exists() or (person.is_admin and space.visibility in WIDE):
        return YES
    return no(_("Only the owners of this space can have another program told what is said in it."))


def can_change(person: Viewer, webhook: Webhook) -> Decision:
    return can_keep(person, webhook.scope, webhook.space)


def can_send_now(webhook: Webhook) -> Decision:
    if not webhook.is_on:
        return no(_("This webhook is not on. Resume it first."))
    return YES


def _owned(person: Viewer) -> QuerySet[Membership]:
    return Membership.objects.filter(person=person.pk, role=Membership.Role.OWNER)
