"""Who writes releases, and what they may name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ideas.models import Idea, Release
from ideas.policies import can_keep_idea
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of, spaces_moderated
from intranet.spaces.models import Space


def can_release_in(person: Viewer, space: Space) -> Decision:
    """Colleagues who keep a space: owners and moderators."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if not person.is_staff_member or space.pk not in spaces_moderated(person):
        return no(_("Only the owners and moderators of this space release something here."))
    if space.is_archived:
        return no(_("This space is archived: it can be read, not written."))
    return YES


def may_release(person: Any, release: Any) -> Decision:
    """Asked again at the moment it comes out."""
    return can_release_in(person, release.space)


def can_keep_release(person: Viewer, release: Release) -> Decision:
    """Its author, while they keep the space: to change it, what it names, and to put it out."""
    if not person.is_authenticated or release.author_id != person.pk:
        return no(_("Only who wrote this release changes it."))
    return may_release(person, release)


def can_name(person: Viewer, release: Release, entry: Entry) -> Decision:
    """Ideas this person decides about, and documents they read. What is joined with another idea is named by that."""
    if not (allowed := can_keep_release(person, release)):
        return allowed
    if entry.audience not in audiences_of(person) or not entry.is_published:
        return no(_("You cannot read this."))
    if isinstance(entry, Idea):
        if entry.is_merged:
            return no(_("This was joined with another idea: name that one."))
        return can_keep_idea(person, entry)
    if kind_of(entry).anchors:
        return YES
    return no(_("A release names ideas and pages."))
