"""What a question and its answers show besides their own row, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from forum.models import Topic
from intranet.accounts.models import User
from intranet.content.models import Attachment
from intranet.conversation.discussion import complete as complete_comments
from intranet.conversation.discussion import saying_of_files, threaded
from intranet.conversation.links.keeping import attach_link_cards
from intranet.conversation.models import Comment
from intranet.conversation.personal import leave_open
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Membership

# Of what was remarked on one of them, the first so many; the others are fetched.
REMARKS = 5
# More remarks on one page than anybody reads are not counted.
_MOST_REMARKS = 2000


def complete(
    topic: Topic,
    entries: Sequence[Any],
    viewer: Viewer | None,
    *,
    opened: int | None = None,
    for_everybody: bool = True,
) -> None:
    """Make the topic and answers to it ready for their cards, the same for everybody who reads what they read:
    authors with their team, files, links and the first remarks; all of them on ``opened``. What is one reader's own has
    places left open for it, unless not even that is wanted (in a frame)."""
    for entry in entries:
        entry.is_tombstone = entry.empty_tombstone(viewer)
        entry.is_question = entry.entry_id == topic.entry_id
        entry.is_accepted = entry.entry_id == topic.accepted_id
        entry.of_topic, entry.files, entry.small, entry.more_small = topic, [], [], 0
    _bring_authors(topic, entries)
    by_number = {entry.entry_id: entry for entry in entries}
    for file in Attachment.objects.filter(entry__in=list(by_number)):
        by_number[file.entry_id].files.append(file)
    attach_link_cards(list(entries))
    _bring_remarks(topic, by_number, viewer, opened=opened)
    for entry in entries:
        entry.mine = frozenset()
        if for_everybody:
            leave_open([entry, *entry.small])


def _bring_authors(topic: Topic, entries: Sequence[Any]) -> None:
    people = User.objects.with_byline().in_bulk({entry.author_id for entry in entries})
    for entry in entries:
        entry.author = people[entry.author_id]
    teams = team_names(topic, people.values())
    for entry in entries:
        entry.team_name = teams.get(entry.author_id, "")


def team_names(topic: Topic, people: Iterable[User]) -> dict[int, str]:
    """Under which team colleagues answer here: the one that answers in the category, for those in it; for the others
    their department."""
    staff = [person for person in people if person.is_staff_member]
    category = topic.category
    in_team: set[int] = set()
    if category.team_id is not None and staff:
        members = Membership.objects.filter(space=category.team_id, person__in=[one.pk for one in staff])
        in_team = set(members.values_list("person_id", flat=True))
    names = {}
    for person in staff:
        if person.pk in in_team and category.team_name:
            names[person.pk] = category.team_name
        else:
            names[person.pk] = person.department.name if person.department is not None else ""
    return names


def remarks_under(topic: Topic, entry_id: int, viewer: Viewer | None) -> Any:
    """The small comments on the question or on one answer."""
    under = None if entry_id == topic.entry_id else entry_id
    return _readable(topic, viewer).filter(under=under)


def _readable(topic: Topic, viewer: Viewer | None) -> Any:
    said = saying_of_files(Comment.objects.in_discussion_of(topic))
    return said.visible_to(viewer) if viewer is not None else said.filter(audience=topic.audience)


def _bring_remarks(
    topic: Topic, by_number: dict[int, Any], viewer: Viewer | None, *, opened: int | None = None
) -> None:
    under = Q(under__in=[pk for pk in by_number if pk != topic.entry_id])
    if topic.entry_id in by_number:
        under |= Q(under=None)
    said = _readable(topic, viewer).filter(under)
    found: dict[int, list[int]] = {}
    for pk, above in said.order_by("pk").values_list("pk", "under_id")[:_MOST_REMARKS]:
        found.setdefault(above or topic.entry_id, []).append(pk)
    shown = {pk for above, pks in found.items() for pk in (pks if above == opened else pks[:REMARKS])}
    if not shown:
        return
    comments = complete_comments(list(said.filter(pk__in=shown).order_by("pk")), None)
    for above, pks in found.items():
        entry = by_number[above]
        entry.small = threaded([one for one in comments if (one.under_id or topic.entry_id) == above])
        entry.more_small = len([pk for pk in pks if pk not in shown])


def is_unfinished(entries: Iterable[Any]) -> bool:
    """Whether one of them shows a file in preparation: nothing is said on the stream when that is ready."""
    files = [file for entry in entries for file in entry.files]
    files += [file for entry in entries for remark in entry.small for file in remark.files]
    return not all(file.is_ready or file.refusal for file in files)
