"""What a reader follows, has muted and has blocked: read once for a request, and asked by every list.

None of it is part of ``visible_to``. Who follows somebody sees no more than before, who blocks somebody may still read
what they write; lists and inboxes merely leave it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, moment_in, own_rows
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space

from .models import Entry, Stance, Tag

Target = User | Tag | Space | Entry


@dataclass(frozen=True)
class Stances:
    """Ids, by what one wants of them."""

    people_followed: frozenset[int] = frozenset()
    tags_followed: frozenset[int] = frozenset()
    people_muted: frozenset[int] = frozenset()
    spaces_muted: frozenset[int] = frozenset()
    entries_muted: frozenset[int] = frozenset()
    people_blocked: frozenset[int] = frozenset()
    # What frames call the tags.
    slugs_followed: frozenset[str] = frozenset()
    # When a mute ends, by what it is towards, where it ends by itself.
    ends: Mapping[tuple[str, int], datetime] = field(default_factory=dict)

    @property
    def follows_something(self) -> bool:
        return bool(self.people_followed or self.tags_followed)

    @property
    def unheard(self) -> frozenset[int]:
        """The people who do not appear in this reader's own feed."""
        return self.people_muted | self.people_blocked

    def towards(self, target: Target) -> str:
        """ "follow", "mute", "block", or nothing."""
        match target:
            case User():
                sets = {
                    Stance.Way.FOLLOW: self.people_followed,
                    Stance.Way.MUTE: self.people_muted,
                    Stance.Way.BLOCK: self.people_blocked,
                }
            case Tag():
                sets = {Stance.Way.FOLLOW: self.tags_followed}
            case Space():
                sets = {Stance.Way.MUTE: self.spaces_muted}
            case _:
                return str(Stance.Way.MUTE) if target.root_entry_id in self.entries_muted else ""
        return next((str(way) for way, ids in sets.items() if target.pk in ids), "")

    def until(self, target: Target) -> datetime | None:
        """When what is muted is heard again by itself."""
        match target:
            case User():
                key = ("person", target.pk)
            case Tag():
                return None
            case Space():
                key = ("space", target.pk)
            case _:
                key = ("entry", target.root_entry_id)
        return self.ends.get(key)


_NONE = Stances()


def stances_of(viewer: Viewer) -> Stances:
    """Of this reader; remembered on the viewer object, so for one request."""
    if not viewer.is_authenticated:
        return _NONE
    if (found := viewer.__dict__.get("_stances")) is None:
        found = viewer.__dict__["_stances"] = _read(viewer)
    return found


def with_stances(viewer: Viewer, stances: Stances) -> Viewer:
    """Whoever stands in for a reader in a prepared question, with what that reader follows and has muted."""
    viewer.__dict__["_stances"] = stances
    return viewer


def forget(viewer: Viewer) -> None:
    viewer.__dict__.pop("_stances", None)


def blocked_by(viewer: Viewer) -> frozenset[int]:
    """Ids of the people this viewer has blocked."""
    return stances_of(viewer).people_blocked


def _read(holder: User) -> Stances:
    found: dict[tuple[str, str], set[int]] = {}
    slugs, ends = set(), {}
    moment = now()
    for row in own_rows(holder, "stances"):
        until = moment_in(row["until"]) if row["until"] is not None else None
        if until is not None and until <= moment:
            continue
        for name in ("person", "tag", "space", "entry"):
            if row[name] is not None:
                found.setdefault((row["way"], name), set()).add(row[name])
                if until is not None:
                    ends[name, row[name]] = until
        if row["slug"] is not None:
            slugs.add(row["slug"])
    if not found:
        return _NONE
    of = {key: frozenset(ids) for key, ids in found.items()}
    none: frozenset[int] = frozenset()
    return Stances(
        people_followed=of.get((Stance.Way.FOLLOW, "person"), none),
        tags_followed=of.get((Stance.Way.FOLLOW, "tag"), none),
        people_muted=of.get((Stance.Way.MUTE, "person"), none),
        spaces_muted=of.get((Stance.Way.MUTE, "space"), none),
        entries_muted=of.get((Stance.Way.MUTE, "entry"), none),
        people_blocked=of.get((Stance.Way.BLOCK, "person"), none),
        slugs_followed=frozenset(slugs),
        ends=ends,
    )


def _rows_for(holder: User) -> Iterable[QuerySet[Stance]]:
    rows = Stance.objects.filter(holder=holder.pk)
    yield as_row(
        rows,
        way="way",
        until="until",
        person="person_id",
        tag="tag_id",
        slug="tag__slug",
        space="space_id",
        entry="entry_id",
    )


also_read("stances", _rows_for)


def held_by(person: User, ways: Iterable[str]) -> QuerySet[Stance]:
    """Stances of these ways that still count, with what they are towards. Whether an entry among them may still be
    read is asked by whoever shows its words."""
    rows = Stance.objects.filter(holder=person, way__in=list(ways)).exclude(until__lte=now())
    return rows.select_related("person__department", "person__company", "tag", "space", "entry")


# --- Who may ---------------------------------------------------------------------------------------------------------


def can_follow(viewer: Viewer, target: Target) -> Decision:
    """A person whom one sees, and any tag: what it brings is asked of ``visible_to`` each time."""
    if isinstance(target, Tag):
        return _may_have_any(viewer, target)
    if not isinstance(target, User):
        return no(_("Only people and tags can be followed."))
    if not target.is_active:
        return no(_("This account is closed."))
    if not User.objects.visible_to(viewer).filter(pk=target.pk).exists():
        return no(_("You can follow people whose page you can open."))
    return _may_have_any(viewer, target)


def can_mute(viewer: Viewer, target: Target) -> Decision:
    return no(_("A tag cannot be muted.")) if isinstance(target, Tag) else _may_have_any(viewer, target)


def can_block(viewer: Viewer, target: Target) -> Decision:
    """Anybody, moderators too: what they decide about one's entries is told all the same."""
    return _may_have_any(viewer, target) if isinstance(target, User) else no(_("Only people can be blocked."))


def _may_have_any(viewer: Viewer, target: Target) -> Decision:
    if not viewer.is_authenticated:
        return no(_("Sign in first."))
    if not viewer.is_active:
        return no(_("This account is closed."))
    if isinstance(target, User) and (target.pk == viewer.pk or target.is_system):
        return no(_("This is for other people than yourself."))
    return YES
