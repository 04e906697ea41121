"""Naming a whole space while writing: what the list offers, and what is said before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.core.models import SiteSettings
from intranet.core.text import fold
from intranet.spaces.audiences import people_in
from intranet.spaces.models import Membership, Space
from intranet.spaces.teams import PREFIX, can_mention_team, teams_meant

from .mentioning import Hearing


def team_as_item(space: Space, taken: Iterable[str]) -> dict[str, Any]:
    """One line of the list under the caret; ``taken``: handles of people, which mean the people."""
    is_taken = space.slug in taken or User.objects.filter(handle=space.slug).exists()
    people = ngettext("Team, %(n)s person", "Team, %(n)s people", space.members_count) % {"n": space.members_count}
    return {
        "team": True,
        "handle": f"{PREFIX}{space.slug}" if is_taken else space.slug,
        "name": space.name,
        "detail": people,
        "tint": space.tint,
        "initials": space.letter,
        "avatar": "",
        "emoji": "",
        "away": "",
    }


def warnings_about_teams(handles: list[str], *, writer: User, hearing: Hearing) -> list[str]:
    """Of the teams named: those the writer may not name, and how many hear of it where they are many."""
    folded = {fold(handle) for handle in handles}
    people = set(User.objects.active().filter(handle__in=folded).values_list("handle", flat=True))
    above = SiteSettings.current().team_mention_warns_above
    said = []
    for space in dict.fromkeys(teams_meant(sorted(folded - people), writer).values()):
        if not (allowed := can_mention_team(writer, space, home=hearing.space_id)):
            said.append(str(allowed.refusal))
            continue
        members = Membership.objects.filter(space=space).exclude(person=writer).values("person")
        hear = people_in(hearing.audience).filter(pk__in=members).count()
        if hear > above:
            said.append(
                ngettext("%(n)s person hears of this: @%(team)s.", "%(n)s people hear of this: @%(team)s.", hear)
                % {"n": hear, "team": space.name}
            )
    return said
