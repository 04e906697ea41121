"""Who sees levels, sets them by hand, and changes what they mean."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.core.decisions import YES, Decision, no
from intranet.moderation.rules.in_force import rule_in_force
from intranet.spaces.audiences import Viewer

from .levels import level_of


def can_set_level(person: Viewer, other: User) -> Decision:
    """Moderators of the site and admins, of customers."""
    if not person.is_authenticated or not person.is_active or not person.is_moderator:
        return no(_("Only moderators decide about levels."))
    if not other.is_customer:
        return no(_("Only customers have a level."))
    return YES


def can_change_levels(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_admin:
        return YES
    return no(_("Only admins change the levels."))


def can_begin_talking(person: User) -> Decision:
    """May this person begin a conversation with somebody their firm does not work with already?"""
    if rule_in_force("messages") is None or level_of(person).messages:
        return YES
    return no(_("Direct messages come with the next level. Until then, write in the community."))
