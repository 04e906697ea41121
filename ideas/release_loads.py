"""Load data of releases: what is delivered was delivered with one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from intranet.accounts.models import User
from intranet.content.bulk import BATCH, insert_entries
from intranet.content.models import Link
from intranet.content.titles import slug_of
from intranet.conversation.models import Vote
from intranet.core.markup import render
from intranet.demo.loads import Load
from intranet.spaces.readers import audience_of

from .life_loads import Keepers, write_down
from .models import Heard, Idea, Meaning, Release
from .releases.delivering import PUBLISHED

# Each delivers so many ideas of its space, so long after the last of them was suggested.
_TOGETHER = 5
_AFTER = timedelta(days=20)


def put_out(load: Load, made: Sequence[Idea], keepers: Keepers) -> None:
    """One for every few ideas that are delivered, in the order in which these were suggested."""
    by_space: dict[int, list[Idea]] = {}
    for idea in made:
        if idea.status.meaning == Meaning.DELIVERED:
            by_space.setdefault(idea.board.space_id, []).append(idea)
    written: list[tuple[Release, list[Idea]]] = []
    insert_entries(_releases(load, by_space, keepers, written), told=load.progress("releases"))
    links, delivered = [], []
    for release, ideas in written:
        for idea in ideas:
            relation = Link.Relation.DELIVERS
            links.append(Link(source_id=release.pk, target_id=idea.pk, relation=relation, made_by=release.author))
            idea.status_at = idea.last_moved_at = release.published_at or idea.status_at
            idea.answer = f"Delivered with #{release.pk}."
            idea.answer_html = render(idea.answer).html
            delivered.append(idea)
    Link.objects.bulk_create(links, batch_size=BATCH)
    Idea.objects.bulk_update(delivered, ["status_at", "last_moved_at", "answer", "answer_html"], batch_size=BATCH)
    write_down((PUBLISHED, release, release.author, release.published_at, {}) for release, _ideas in written)
    _tell(load, written)


def _tell(load: Load, written: Sequence[tuple[Release, list[Idea]]]) -> None:
    """Who suggested or voted for what it delivers has been told so, each once."""
    rows: list[Heard] = []
    for release, ideas in written:
        parts: dict[tuple[int, int], list[tuple[str, int]]] = {
            (idea.pk, idea.author_id): [("suggested", idea.pk)] for idea in ideas
        }
        votes = Vote.objects.filter(entry__in=[idea.pk for idea in ideas], on_behalf_of=None)
        for idea, person in votes.values_list("entry", "person"):
            parts.setdefault((idea, person), []).append(("voted", idea))
        rows += [
            Heard(person_id=person, entry_id=idea, release=release, parts=said)
            for (idea, person), said in parts.items()
            if person != release.author_id
        ]
    out = {release.pk: release.published_at or load.until for release, _ideas in written}
    for row in Heard.objects.bulk_create(rows, batch_size=BATCH):
        # The row says when it was inserted.
        row.at = out[row.release_id or 0]
    Heard.objects.bulk_update(rows, ["at"], batch_size=BATCH)


def _releases(
    load: Load, by_space: dict[int, list[Idea]], keepers: Keepers, written: list[tuple[Release, list[Idea]]]
) -> Iterator[Release]:
    for space, delivered in by_space.items():
        for first in range(0, len(delivered), _TOGETHER):
            ideas = delivered[first : first + _TOGETHER]
            author: User = keepers[space]
            italian = author.language == "it"
            title = f"{load.sentence(2, italian=italian)[:-1]} {first // _TOGETHER + 1}"
            moment = min((ideas[-1].published_at or load.until) + _AFTER, load.until)
            release = Release(
                author=author,
                space=ideas[0].space,
                title=title,
                slug=slug_of(title, "release"),
                body=load.paragraph(2, italian=italian),
                audience=audience_of(Release.readers.field.default, space),
                released_on=moment.date(),
                published_at=moment,
            )
            written.append((release, ideas))
            yield release
