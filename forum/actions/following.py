"""Saying of which new topics one wants to hear, and how soon."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum import policies
from forum.models import Category, Following
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.models import Tag
from intranet.core.decisions import require
from intranet.realtime.units import action

MOST = 100


@action
def follow(place: Category | Tag | None, *, by: User, level: str = Following.Level.AT_ONCE) -> Following:
    """Hear of each new topic of a category, with a tag, or (None) of all: at once or once a day."""
    require(policies.can_follow(by, place if isinstance(place, Category) else None))
    if level not in Following.Level.values:
        raise ValidationError({"level": _("Choose how soon you want to hear of it.")})
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    mine = Following.objects.filter(person=by)
    found = mine.filter(**_of(place)).first()
    if found is None and mine.count() >= MOST:
        raise ValidationError(_("That is more than one can follow. Let go of something first."), code="too_many")
    if found is None:
        return Following.objects.create(person=by, level=level, told_until=now(), **_of(place))
    if found.level != level:
        found.level, found.told_until = level, now()
        found.save(update_fields=["level", "told_until"])
    return found


@action
def unfollow(place: Category | Tag | None, *, by: User) -> bool:
    """False where it was not followed."""
    require(policies.can_follow(by, None))
    return bool(Following.objects.filter(person=by, **_of(place)).delete()[0])


@action
def tell_gathered(following: Following, topics: list[int]) -> None:
    """Tell of a day's topics at once."""
    record("forum.topics.gathered", by=None, on=following, topics=topics)


def _of(place: Category | Tag | None) -> dict[str, Any]:
    return {
        "category": place if isinstance(place, Category) else None,
        "tag": place if isinstance(place, Tag) else None,
    }
