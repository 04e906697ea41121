"""What is said under what somebody wrote: whoever says it has answered them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from intranet.content.models import Entry
from intranet.conversation.models import Comment
from intranet.spaces.audiences import in_apart

from .ties import ANSWERED, Tie, Ties, register


def _comments(since: datetime, until: datetime) -> Iterable[Tie]:
    """To the one whose comment it answers, or else to who wrote what it is under. Not what is between a few."""
    said = Comment.objects.filter(state=Entry.State.PUBLISHED, published_at__gte=since, published_at__lt=until)
    said = said.exclude(in_apart("audience"))
    for author, parent, root in said.values_list("author", "parent__author", "root__author").iterator():
        if (to := parent or root) is not None:
            yield Tie(author, to)


def register_own() -> None:
    register(Ties("comments", ANSWERED, of=_comments))
