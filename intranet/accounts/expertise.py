"""Who knows what, asked over the skills that a reader may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from .models import Knowing, Skill, User
from .profiles import SKILLS, may_see, shown_to

MOST = 8
FACES = 5


def skills_seen_by(viewer: User, audiences: frozenset[str]) -> QuerySet[Any]:
    """Each skill with its ``count`` of people whom this viewer may see, and see knowing it."""
    known = Count("knowings", filter=Q(knowings__in=_declared(viewer, audiences).values("pk")))
    return Skill.objects.annotate(count=known).filter(count__gt=0)


def most_known(viewer: User, audiences: frozenset[str]) -> list[Any]:
    """The few skills that most people have, each with its ``count`` and ``faces`` of some of them. Two queries."""
    most = list(skills_seen_by(viewer, audiences).filter(count__gt=1).order_by("-count", "folded")[:MOST])
    place = Window(RowNumber(), partition_by=F("skill"), order_by=[F("person__name").asc(), F("person").asc()])
    rows = _declared(viewer, audiences).filter(skill__in=[skill.pk for skill in most]).annotate(place=place)
    faces: dict[int, list[User]] = {skill.pk: [] for skill in most}
    for row in rows.filter(place__lte=FACES).select_related("person__company").order_by("place"):
        faces[row.skill_id].append(row.person)
    for skill in most:
        skill.faces, skill.more = faces[skill.pk], max(skill.count - FACES, 0)
    return most


def _declared(viewer: User, audiences: frozenset[str]) -> QuerySet[Knowing]:
    people = User.objects.visible_to(viewer).active()
    return Knowing.objects.filter(shown_to(SKILLS, viewer, audiences, of="person"), person__in=people.values("pk"))


def skills_of(person: User, viewer: User, audiences: frozenset[str]) -> list[Skill]:
    return list(Skill.objects.filter(people=person)) if may_see(person, SKILLS, viewer, audiences) else []


def who_know(slug: str, viewer: User, audiences: frozenset[str]) -> QuerySet[Knowing, Any]:
    """The numbers of the people who, as far as this viewer may see, know this."""
    shown = Knowing.objects.filter(shown_to(SKILLS, viewer, audiences, of="person"), skill__slug=slug)
    return shown.values("person")
