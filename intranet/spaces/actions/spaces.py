"""Opening a space, changing it, putting it away."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.free_address import save_at_free_address
from intranet.core.markup import render
from intranet.realtime.publish import revoke
from intranet.realtime.units import action, step
from intranet.spaces import hooks, policies
from intranet.spaces.audiences import forget
from intranet.spaces.filling import attribute
from intranet.spaces.models import Pilot, Space
from intranet.spaces.parts import known_parts
from intranet.spaces.tree import descendants_of

from .doors import Role, enter
from .tree import leave_room

# Addresses under /spaces/ that are pages of their own.
RESERVED = {"new", "requests", "invitations"}
CHANGEABLE = {"name", "purpose", "about", "visibility", "department", "parts", "posting"}


@action
def create_space(
    *,
    by: User,
    name: str,
    purpose: str = "",
    about: str = "",
    visibility: str = Space.Visibility.OPEN,
    department: Any = None,
    parts: list[str] | None = None,
    posting: str = Space.Posting.MEMBERS,
    parent: Space | None = None,
) -> Space:
    """Open a space; whoever opens it owns it. In another space by who keeps that one."""
    require(policies.can_create_space(by))
    if parent is not None:
        require(policies.can_put_into(by, parent))
        leave_room(parent, 0)
    space = Space(
        purpose=purpose,
        visibility=visibility,
        department=department,
        created_by=by,
        parts=known_parts() if parts is None else parts,
        posting=posting,
        parent=parent,
    )
    _name(space, name)
    _describe(space, about)
    check = partial(space.full_clean, exclude=["parts", "slug"])
    save_at_free_address(space, space.name, taken=_is_taken, fallback="space", check=check)
    enter(space, by, Role.OWNER)
    hooks.settings_changed(space, by)
    if space.is_community:
        revoke(everyone=True)
    record("spaces.space.created", by=by, on=space, audience=space.audience, visibility=space.visibility)
    return space


def _is_taken(slug: str) -> bool:
    return slug in RESERVED or Space.objects.filter(slug=slug).exists()


@action
def change_space(space: Space, *, by: User, **changes: Any) -> Space:
    """Change settings. A change of visibility is one row, and open sockets are asked again."""
    require(policies.can_manage(by, space))
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"change_space() cannot change {', '.join(sorted(unknown))}")
    before = {name: str(getattr(space, name)) for name in changes}
    visibility_before = space.visibility
    if (wanted := changes.get("visibility", visibility_before)) != visibility_before:
        require(policies.can_change_readers(by, space))
        _no_open_rule_behind_a_door(space, wanted)
    if "name" in changes:
        _name(space, changes.pop("name"))
    if "about" in changes:
        _describe(space, changes.pop("about"))
    for name, value in changes.items():
        setattr(space, name, value)
    space.full_clean(exclude=["parts"])
    space.save()
    if space.visibility != visibility_before:
        forget(by)
        revoke(everyone=True)
        hooks.visibility_changed(space, by)
    hooks.settings_changed(space, by)
    after = {name: str(getattr(space, name)) for name in before}
    if before != after:
        record("spaces.space.changed", by=by, on=space, streams=[space.audience], before=before, after=after)
    return space


@action
def archive_space(space: Space, *, by: User, archived: bool = True, with_children: bool = False) -> bool:
    """Make a space read-only and take it out of the lists (or bring it back). False when it was so already.

    ``with_children`` archives what stands in it too, as far as ``by`` keeps it; what is left stands by itself in the
    directory until its parent is back.
    """
    require(policies.can_manage(by, space))
    if with_children and archived:
        for child in descendants_of(space).current():
            if policies.can_manage(by, child):
                archive_space(child, by=by)
    if space.is_archived == archived:
        return False
    put_away(space, archived=archived)
    if not archived:
        # Who brings back a pilot that had ended has decided about it.
        Pilot.objects.filter(space=space, outcome=Pilot.Outcome.ENDED).update(outcome=Pilot.Outcome.KEPT)
    record(f"spaces.space.{'archived' if archived else 'unarchived'}", by=by, on=space, streams=[space.audience])
    return True


@step
def put_away(space: Space, *, archived: bool) -> None:
    """The row alone. A space that fills itself has missed who came and went while it was away: a job makes up."""
    from intranet.spaces.jobs import fill_all  # noqa: PLC0415 - jobs call actions

    space.archived_at = now() if archived else None
    space.save(update_fields=["archived_at"])
    if not archived and hasattr(space, "rule"):
        fill_all.enqueue_once(key="all")


def _name(space: Space, name: str) -> None:
    space.name = " ".join(name.split())


def _describe(space: Space, about: str) -> None:
    space.about = about
    space.about_html = render(about, people=lambda _handles: {}).html


def _no_open_rule_behind_a_door(space: Space, visibility: str) -> None:
    rule = getattr(space, "rule", None)
    if rule is None or not rule.attribute:
        return
    asked = attribute(rule.attribute)
    if asked is not None and not policies.may_ask_about(asked, visibility):
        raise ValidationError(
            _("This space fills itself from something people write about themselves. Change that first."),
            code="open_rule",
        )
