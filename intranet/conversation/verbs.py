"""What can happen here that is not the life of an entry."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.kinds import entry_of

REACTED = "conversation.reaction.given"
UNREACTED = "conversation.reaction.taken_back"
VOTED = "conversation.vote.given"
UNVOTED = "conversation.vote.taken_back"


def register() -> None:
    verbs.register(
        Verb(REACTED, _("{actor} reacted to “{title}”"), recipients=_author_of),
        Verb(VOTED, _("{actor} voted for “{title}”")),
    )


def _author_of(activity: Activity) -> Iterable[Recipient]:
    entry = entry_of(activity)
    if entry is not None and entry.is_published and entry.author_id != activity.actor_id:
        yield Recipient(entry.author_id, "reaction")
