"""Whom a writer can name: the people who will be able to read it, as far as the writer may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from intranet.accounts.models import User, UserQuerySet
from intranet.accounts.whereabouts import NOTHING, Whereabouts, whereabouts_of
from intranet.content.models import Entry
from intranet.content.stances import blocked_by
from intranet.content.texts import people_taking_part
from intranet.core.text import fold
from intranet.spaces.audiences import audiences_of, is_apart, people_in, people_met_in
from intranet.spaces.models import Membership

from .mentioning_places import place_of

OFFERED = 8
# What stands before a word inside a name: "Anna-Maria", "D'Angelo", "ada.bianchi".
_GAPS = (" ", "-", "'", "’", ".", "_")


@dataclass(frozen=True)
class Hearing:
    """Who will hear: the audience, the space it lives in if any, and the discussion if there is one."""

    audience: str
    space_id: int | None = None
    root: Entry | None = None


def people_to_name(typed: str, *, writer: User, hearing: Hearing) -> list[User]:
    """At most eight people any word of whose name or handle begins with what was typed: those who take part in the
    discussion, then the members of the space, then everybody else who can read it."""
    people = _known_to(writer, hearing).filter(pk__in=people_in(hearing.audience).values("pk")).with_byline()
    for word in fold(typed).split()[:4]:
        beginning = Q(folded_name__startswith=word)
        for gap in _GAPS:
            beginning |= Q(folded_name__contains=f"{gap}{word}")
        people = people.filter(beginning)
    place = place_of(hearing.audience)
    near = [When(pk__in=place.near(hearing.audience), then=Value(0))] if place is not None else []
    near += [When(pk__in=people_taking_part(hearing.root).values("pk"), then=Value(0))] if hearing.root else []
    if hearing.space_id is not None:
        member = Membership.objects.filter(space=hearing.space_id, person=OuterRef("pk"))
        near.append(When(Exists(member), then=Value(1)))
    if near:
        distance = Case(*near, default=Value(2), output_field=IntegerField())
        people = people.annotate(distance=distance).order_by("distance", "name", "pk")
    return list(people.exclude(pk=writer.pk)[:OFFERED])


def people_left_out(handles: list[str], *, writer: User, hearing: Hearing) -> list[User]:
    """Those of the named whom the writer knows and who will not be able to read it. Of strangers nothing is said."""
    folded = {fold(handle) for handle in handles}
    named = _known_to(writer, hearing).filter(handle__in=folded)
    return list(named.exclude(pk__in=people_in(hearing.audience).values("pk")).exclude(pk=writer.pk))


def people_away(handles: list[str], *, writer: User, hearing: Hearing) -> list[tuple[User, str]]:
    """Those of the named who will hear of it when they are back, each with "Away until 3 Dec, ask Ben"."""
    folded = {fold(handle) for handle in handles}
    named = list(_known_to(writer, hearing).filter(handle__in=folded).exclude(pk=writer.pk))
    now = whereabouts_of((person.pk for person in named), writer, audiences_of(writer))
    return [(person, found.away.line) for person in named if (found := now.get(person.pk)) and found.away]


def _known_to(writer: User, hearing: Hearing) -> UserQuerySet:
    known = Q(pk__in=User.objects.visible_to(writer).values("pk"))
    if hearing.root is not None:
        known |= Q(pk__in=people_taking_part(hearing.root).values("pk"))
    if is_apart(hearing.audience):
        known |= Q(pk__in=people_met_in(hearing.audience).values("pk"))
    return User.objects.active().filter(known).exclude(pk__in=blocked_by(writer))


def as_item(person: User, now: Whereabouts = NOTHING) -> dict[str, Any]:
    """One line of the list under the caret: what every byline shows, and what the person says for now."""
    if person.is_agency:
        detail = person.role_line
    elif person.is_customer:
        detail = person.company.name if person.company else ""
    else:
        detail = person.job_title or (person.department.name if person.department else "")
    return {
        "handle": person.handle,
        "name": person.name,
        "detail": detail,
        "tint": person.tint,
        "initials": person.initials,
        "avatar": person.avatar_small_url,
        "emoji": now.emoji,
        "away": now.away.line if now.away else "",
    }
