"""Naming a whole space with an @: by its slug, or as ``team-<slug>`` where a person has that name."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.core.models import SiteSettings
from intranet.core.text import fold

from .audiences import Viewer, spaces_joined, spaces_kept
from .models import Space

PREFIX = "team-"
OFFERED = 3
# A name behind an @ is no longer than this.
LONGEST = 40


def can_mention_team(writer: Viewer, space: Space, *, home: int | None = None) -> Decision:
    """Staff name the spaces they are in, up to a size that the firm sets; larger ones only those who keep them. A
    secret space is named at home alone (``home``: where the text stands), since others would learn of it."""
    if not writer.is_authenticated or not writer.is_active or not writer.is_staff_member:
        return no(_("Only staff name a whole team."))
    if space.pk not in spaces_joined(writer):
        return no(_("Only its members name “%(team)s” as a whole.") % {"team": space.name})
    if space.is_archived:
        return no(_("This space is archived."))
    if space.visibility == Space.Visibility.SECRET and space.pk != home:
        return no(_("A secret space is named only inside."))
    most = SiteSettings.current().team_mention_most
    if space.members_count > most and space.pk not in spaces_kept(writer):
        return no(
            _("“%(team)s” has more than %(most)s people: only its owners and moderators name it as a whole.")
            % {"team": space.name, "most": most}
        )
    return YES


def teams_meant(handles: Iterable[str], writer: Viewer) -> dict[str, Space]:
    """Which of these names is which space the writer is in, whether or not they may name it. One query."""
    wanted = {handle: handle.removeprefix(PREFIX) for handle in handles}
    joined = spaces_joined(writer)
    if not wanted or not joined:
        return {}
    spaces = {space.slug: space for space in Space.objects.filter(slug__in={*wanted, *wanted.values()}, pk__in=joined)}
    found = {handle: spaces.get(handle) or spaces.get(bare) for handle, bare in wanted.items()}
    return {handle: space for handle, space in found.items() if space is not None}


def teams_to_name(typed: str, *, writer: Viewer, home: int | None) -> list[Space]:
    """At most three spaces that the writer may name, whose slug or name begins with what was typed: where they write
    first."""
    word = fold(typed).removeprefix(PREFIX)
    joined = spaces_joined(writer)
    if not joined:
        return []
    found = [
        space
        for space in Space.objects.filter(pk__in=joined, archived_at=None).order_by("name")
        if len(space.slug) <= LONGEST
        and (space.slug.startswith(word) or any(part.startswith(word) for part in fold(space.name).split()))
        and can_mention_team(writer, space, home=home)
    ]
    return sorted(found, key=lambda space: space.pk != home)[:OFFERED]
