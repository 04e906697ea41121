"""What was joined into an idea, with what was said there: shown under it, each under its own title."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ideas.models import Idea, Merge
from intranet.conversation.discussion import complete, saying_of_files, threaded
from intranet.conversation.models import Comment
from intranet.spaces.audiences import Viewer

# Of all together: the newest.
MOST_COMMENTS = 200
MOST_IDEAS = 30


@dataclass
class Joined:
    idea: Any
    merge: Merge | None = None
    comments: list[Any] = field(default_factory=list)


def joined_into(head: Idea, viewer: Viewer) -> list[Joined]:
    """Oldest first, in the same few queries however many they are."""
    ideas = list(Idea.objects.visible_to(viewer).filter(head=head.entry_id).with_place().order_by("pk")[:MOST_IDEAS])
    if not ideas:
        return []
    numbers = [idea.pk for idea in ideas]
    merges = Merge.objects.filter(source__in=numbers, undone_at=None).select_related("made_by", "target")
    by_source = {merge.source_id: merge for merge in merges}
    said = saying_of_files(Comment.objects.filter(root__in=numbers)).standing_for(viewer)
    newest = list(said.order_by("-pk")[:MOST_COMMENTS])[::-1]
    under: dict[int, list[Any]] = defaultdict(list)
    for comment in complete(newest, viewer):
        under[comment.root_id].append(comment)
    return [Joined(idea, by_source.get(idea.pk), threaded(under[idea.pk])) for idea in ideas]
