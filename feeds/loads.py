"""Load data of the feed: posts, comments, reactions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from intranet.accounts.models import User
from intranet.content.bulk import insert_entries
from intranet.content.models import Entry, Stance, Tag
from intranet.conversation.models import Comment, Reaction
from intranet.demo.loads import Load, load
from intranet.notifications.models import Level, Preference
from intranet.spaces.models import Space

from . import lane_loads  # noqa: F401 - registers what it makes
from .broadcasts.loads import send_some
from .bulk_kinds import ask_with_some, thank_some
from .events import loads as event_loads  # noqa: F401 - the same
from .models import Post

# Of a hundred entries, how many are posts; the others are comments on them.
POSTS_OF_A_HUNDRED = 25
_TAGS = ("firmware", "docks", "hospital", "warehouse", "quality", "idee", "turni")


@load("entries", 40)
def entries(load: Load) -> None:
    """Posts in spaces and to all staff, three times as many comments, and reactions to a third of them."""
    posts = max(1, load.sizes["entries"] * POSTS_OF_A_HUNDRED // 100)
    made: list[Post] = []
    insert_entries(_posts(load, posts, made), told=load.progress("posts"))
    said: list[Comment] = []
    insert_entries(_comments(load, load.sizes["entries"] - posts, made, said), told=load.progress("comments"))
    _react(load, [*made, *said])
    ask_with_some(load, made)
    thank_some(load, load.sizes["entries"])
    send_some(load, load.sizes["entries"])
    _follow(load)


def _posts(load: Load, how_many: int, made: list[Post]) -> Iterator[Post]:
    chance = load.chance
    for number in range(how_many):
        italian = chance.random() < 0.35
        space: Space | None = chance.choice(load.spaces) if load.spaces and chance.random() > 0.08 else None
        author: User = chance.choice(load.members[space.pk] if space else list(load.staff))
        body = load.paragraph(chance.randint(1, 8), italian=italian)
        if chance.random() < 0.2:
            body += f" #{chance.choice(_TAGS)}"
        if chance.random() < 0.1:
            body += f"\n\n- {load.sentence(4)}\n- {load.sentence(5)}\n\n`{load.sentence(2)}`"
        post = Post(
            author=author,
            space=space,
            audience=space.audience if space else "org",
            title=load.sentence(chance.randint(3, 8), italian=italian)[:-1] if chance.random() < 0.6 else "",
            body=body,
            language="it" if italian else "en",
            published_at=load.moment(number / how_many),
        )
        made.append(post)
        yield post


def _comments(load: Load, how_many: int, posts: list[Post], said: list[Comment]) -> Iterator[Comment]:
    chance = load.chance
    for number in range(how_many):
        post = posts[number * len(posts) // how_many]
        author: User = chance.choice(load.members[post.space_id] if post.space_id else list(load.staff))
        comment = Comment(
            author=author,
            space=post.space,
            root=post.entry_ptr,  # type: ignore[attr-defined]
            audience=post.audience,
            body=load.paragraph(chance.randint(1, 3), italian=post.language == "it"),
            published_at=load.moment(number / how_many + 0.0005),
        )
        said.append(comment)
        yield comment


def _follow(load: Load) -> None:
    """Everybody on the staff follows a few colleagues and two tags; one in ten has muted somebody."""
    chance, staff = load.chance, list(load.staff)
    tags = list(Tag.objects.order_by("pk")[:50])
    rows = []
    for person in staff:
        met = chance.sample(staff, k=min(len(staff), 7))
        followed = [other for other in met if other.pk != person.pk][:5]
        rows += [Stance(holder=person, way=Stance.Way.FOLLOW, person=other) for other in followed]
        rows += [
            Stance(holder=person, way=Stance.Way.FOLLOW, tag=tag) for tag in chance.sample(tags, k=min(2, len(tags)))
        ]
        if chance.random() < 0.1 and (left := [other for other in met if other not in followed and other != person]):
            rows.append(Stance(holder=person, way=Stance.Way.MUTE, person=left[0]))
    Stance.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    load.progress("follows")(len(rows))
    _want(load)


def _want(load: Load) -> None:
    """One member in ten wants everything of a space, one in thirty nothing; one person in six has no reactions told."""
    chance = load.chance
    levels = [
        Level(person=person, place=f"space_{space}", degree="nothing" if chance.random() < 0.25 else "all")
        for space, members in load.members.items()
        for person in members
        if chance.random() < 0.13
    ]
    Level.objects.bulk_create(levels, batch_size=1000, ignore_conflicts=True)
    wishes = [
        Preference(person=person, group="reactions", channel="app", wanted=False)
        for person in load.staff
        if chance.random() < 1 / 6
    ]
    Preference.objects.bulk_create(wishes, batch_size=1000, ignore_conflicts=True)


def _react(load: Load, entries: list[Post | Comment]) -> None:
    chance, sorts = load.chance, list(Reaction.Sort)
    rows, counts = [], {}
    for entry in entries:
        if chance.random() > 0.33:
            continue
        circle = load.members[entry.space_id] if entry.space_id else list(load.staff)
        people = chance.sample(circle, k=min(len(circle), chance.randint(1, 6)))
        given = [chance.choice(sorts) for _person in people]
        rows += [
            Reaction(entry_id=entry.entry_id, person=person, sort=sort)
            for person, sort in zip(people, given, strict=True)
        ]
        counts[entry.entry_id] = dict(sorted(Counter(map(str, given)).items()))
    Reaction.objects.bulk_create(rows, batch_size=1000)
    counted = list(counts.items())
    for start in range(0, len(counted), 500):
        some = dict(counted[start : start + 500])
        reacted = list(Entry.objects.filter(pk__in=some).only("pk"))
        for counted_entry in reacted:
            counted_entry.reaction_counts = some[counted_entry.pk]
        Entry.objects.bulk_update(reacted, ["reaction_counts"])
    load.progress("reactions")(len(rows))
