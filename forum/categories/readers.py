"""Who reads a category: with it changes who reads everything that stands there."""

from __future__ import annotations

from forum.actions import change_category
from forum.models import Category, Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import give_readers
from intranet.content.places import Effect, effect_on_readers
from intranet.realtime.units import action
from intranet.search.indexing import mark_changed


@action
def change_readers(category: Category, *, by: User, readers: str) -> bool:
    """False when it was read by those already. Whoever loses it stops hearing of it within two seconds."""
    Category.objects.select_for_update().get(pk=category.pk)
    before = category.audience
    change_category(category, by=by, readers=readers)
    if category.audience == before:
        return False
    topics = Topic.objects.filter(category=category, merged_into=None)
    roots = set(topics.values_list("pk", flat=True))
    joined = roots
    while joined := set(Topic.objects.filter(merged_into__in=joined).values_list("pk", flat=True)) - roots:
        roots |= joined
    mark_changed(give_readers(roots, category.audience, before=before))
    record("forum.category.readers_set", by=by, on=category, audience=category.audience, before=before)
    return True


def effect_of_readers(category: Category, readers: str) -> Effect:
    before, was = category.audience, category.readers
    after = Category(space_id=category.space_id, readers=readers).audience
    everyone = Category.Readers.EVERYONE
    return effect_on_readers(before, [after], everybody=readers == everyone and was != everyone)
