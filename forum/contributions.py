"""What a person's page shows of the forum: how much they asked, answered and solved, and the latest of it, as far as
the viewer may read it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.moderation.trust.levels import level_of

from .models import Answer, Topic

FEW = 8


def contributions(person: User, viewer: User) -> tuple[str, str, dict[str, Any]] | None:
    """Four queries, however much it is."""
    topics = Topic.objects.visible_to(viewer).listed().filter(author=person)
    answers = Answer.objects.visible_to(viewer).published().filter(author=person)
    written = Entry.objects.visible_to(viewer).without_blocked(viewer).published().filter(author=person)
    latest = list(
        written.filter(kind__in=("forum.topic", "forum.answer"))
        .exclude(pk__in=Topic.objects.filter(author=person, unlisted=True).values("pk"))
        .select_related("root")
        .order_by("-published_at", "-pk")[:FEW]
    )
    if not latest:
        return None
    solved = Topic.objects.visible_to(viewer).published().filter(accepted__author=person).exclude(author=person)
    context = {
        "level": level_of(person).name if person.is_customer else "",
        "topics": topics.count(),
        "answers": answers.count(),
        "accepted": solved.count(),
        "latest": latest,
    }
    return (_("In the community"), "forum/contributions.html", context)
