"""What steps of the set-up do at once for the whole house, each by the actions that are there for one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.actions.standing import change_role
from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.moderation.lanes.finding import reaches_in
from intranet.moderation.models import Lane
from intranet.realtime.units import action
from intranet.site_settings import set_site
from intranet.spaces.actions import create_space
from intranet.spaces.models import Space

from .pieces import piece
from .policies import can_set_up

MOST_COMMUNITIES = 50


@action
def open_spaces(wanted: Iterable[Mapping[str, Any]], *, by: User) -> list[Space]:
    """Open the first spaces. Names that are there already are passed over."""
    require(can_set_up(by))
    there = set(Space.objects.values_list("name", flat=True))
    return [create_space(by=by, **one) for one in wanted if one["name"] not in there]


def outside_lanes() -> list[Lane]:
    """How what is written for people outside comes out now, community by community."""
    communities = Space.objects.current().filter(visibility=Space.Visibility.COMMUNITY).order_by("name")
    kept = {(lane.space_id, lane.reach): lane for lane in Lane.objects.filter(space__in=communities)}
    return [
        kept.get((space.pk, reach)) or Lane(space=space, reach=reach)
        for space in communities[:MOST_COMMUNITIES]
        for reach in reaches_in(space)
        if reach != Lane.Reach.INSIDE
    ]


@action
def set_outside_lanes(*, by: User, sort: str, hours: int, at_deadline: str, replies: bool) -> int:
    """The same lane for all of them; what is on trial goes on being so. Answers how many were set."""
    require(can_set_up(by))
    wanted = {"sort": sort, "hours": hours, "at_deadline": at_deadline, "replies": replies, "approvals": 1}
    lanes = [lane for lane in outside_lanes() if lane.trial_until is None]
    if not lanes:
        raise ValidationError(_("No space is read by people outside yet. Open a community first."), code="none")
    changed = [lane for lane in lanes if lane.settings != wanted]
    for lane in changed:
        piece(f"lane.{lane.space_id}.{lane.reach}").write(wanted, by)
    return len(changed)


def moderators() -> list[User]:
    return list(User.objects.active().filter(role=User.Role.MODERATOR, is_system=False).order_by("name"))


@action
def set_keepers(*, by: User, moderators: Iterable[User], second_factor_for: str) -> None:
    """These keep order over the whole house, and nobody else but the admins."""
    require(can_set_up(by))
    named = {person.pk: person for person in moderators}
    for person in named.values():
        if not person.is_staff_member:
            raise ValidationError({"moderators": _("%(name)s does not work here.") % {"name": person.name}})
        if not person.is_moderator:
            change_role(person, User.Role.MODERATOR, by=by)
    for person in User.objects.active().filter(role=User.Role.MODERATOR, is_system=False).exclude(pk__in=named):
        change_role(person, User.Role.NONE, by=by)
    set_site(by=by, second_factor_for=second_factor_for)
