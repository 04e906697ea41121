"""Who knows what, asked over the skills that a reader may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from .models import Knowing, Skill, User
from .profiles import SKILLS, may_see, shown_to


def skills_seen_by(viewer: User, audiences: frozenset[str]) -> QuerySet[Any]:
    """Each skill with its ``count`` of people whom this viewer may see, and see knowing it."""
    people = User.objects.visible_to(viewer).active()
    rows = Knowing.objects.filter(shown_to(SKILLS, viewer, audiences, of="person"), person__in=people.values("pk"))
    known = Count("knowings", filter=Q(knowings__in=rows.values("pk")))
    return Skill.objects.annotate(count=known).filter(count__gt=0)


def skills_of(person: User, viewer: User, audiences: frozenset[str]) -> list[Skill]:
    return list(Skill.objects.filter(people=person)) if may_see(person, SKILLS, viewer, audiences) else []


def who_know(slug: str, viewer: User, audiences: frozenset[str]) -> QuerySet[Knowing, Any]:
    """The numbers of the people who, as far as this viewer may see, know this."""
    shown = Knowing.objects.filter(shown_to(SKILLS, viewer, audiences, of="person"), skill__slug=slug)
    return shown.values("person")
