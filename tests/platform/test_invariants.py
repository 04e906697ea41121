"""What is so after anything that people did, in any order: numbers are gapless, counters are counts, the index that
grew is the index built anew."""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count

from feeds.actions import edit_post, publish_post
from feeds.models import Post
from intranet.content.actions import delete_entry, hide_entry, restore_entry, undelete_entry
from intranet.content.models import Entry
from intranet.conversation.actions import react
from intranet.conversation.models import Comment, Reaction
from intranet.realtime.models import Frame, Stream
from intranet.search import indexing
from intranet.search.queries import search
from intranet.spaces.actions import join_space, leave_space
from tests.platform.talk import a_comment

pytestmark = pytest.mark.django_db
WORDS = ["heron", "plover", "avocet", "bittern"]
DEEDS = 80


def lived_in(chance: random.Random, people, moderator, spaces) -> None:
    """So many deeds of these people, one after the other; what is refused is part of life."""

    for word in WORDS:
        publish_post(by=people[0], space=spaces[0], title=f"The first {word}", body="Seen at the lake.")

    def any_of(found):
        return chance.choice(list(found)) if found else None

    for number in range(DEEDS):
        by, space = chance.choice(people), chance.choice(spaces)
        post = any_of(Post.objects.all())
        said = any_of(Comment.objects.all())
        try:
            match chance.randrange(10):
                case 0 | 1:
                    publish_post(by=by, space=space, title=f"{chance.choice(WORDS)} {number}", body="Seen at the lake.")
                case 2 | 3 if post:
                    a_comment(Entry.objects.get(pk=post.pk), by, f"A {chance.choice(WORDS)}, number {number}")
                case 4 if post:
                    edit_post(post, by=post.author, title=post.title, body=f"It was a {chance.choice(WORDS)}.")
                case 5 if post:
                    one = chance.choice([post, said or post])
                    delete_entry(one, by=one.author)
                case 6 if post:
                    one = chance.choice([post, said or post])
                    undelete_entry(one, by=one.author)
                case 7 if post:
                    one = chance.choice([post, said or post])
                    chance.choice([lambda one=one: hide_entry(one, by=moderator, reason="spam"),
                                   lambda one=one: restore_entry(one, by=moderator)])()  # fmt: skip
                case 8 if post:
                    react(post, by=by, sort=chance.choice(list(Reaction.Sort.values)), on=chance.random() < 0.7)
                case 9:
                    chance.choice([join_space, leave_space])(space, by=by)
        except (PermissionDenied, ValidationError):
            continue


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_people_do_numbers_counters_and_the_index_agree(
    seed, author, colleague, outsider, admin, moderator, plaza, lab, run_jobs
):
    indexing.rebuild_index.call()
    lived_in(random.Random(seed), [author, colleague, outsider], moderator, [plaza, lab])
    run_jobs()

    for stream in Stream.objects.all():
        numbers = list(Frame.objects.filter(stream=stream.name).order_by("seq").values_list("seq", flat=True))
        assert numbers == list(range(1, stream.head + 1)), stream.name
    for entry in Post.objects.all():
        under = Comment.objects.filter(root_id=entry.pk, state=Entry.State.PUBLISHED)
        assert entry.comments_count == under.count()
        given = Reaction.objects.filter(entry_id=entry.pk).values_list("sort").annotate(Count("pk"))
        assert entry.reaction_counts == dict(given)
    for space in (plaza, lab):
        space.refresh_from_db()
        assert space.members_count == space.members.count()

    people = (author, colleague, outsider, moderator)
    grown = [{entry.pk for entry in search(person, word, limit=100).entries} for person in people for word in WORDS]
    indexing.rebuild_index.call()
    built = [{entry.pk for entry in search(person, word, limit=100).entries} for person in people for word in WORDS]
    assert grown == built
    assert any(grown)
