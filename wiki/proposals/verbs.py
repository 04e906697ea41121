"""What becomes of proposals and of comments about passages, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content import kinds


def _proposer(activity: Activity) -> Iterable[Recipient]:
    """Whoever proposed it, who has an account; and is not who decided."""
    proposal = kinds.entry_of(activity)
    if proposal is not None and not proposal.author.is_system and proposal.author_id != activity.actor_id:
        yield Recipient(proposal.author_id, "author")


def register() -> None:
    verbs.register(
        Verb("wiki.proposal.revised", _("{actor} changed the proposal to “{title}”"), indexed=True),
        Verb("wiki.proposal.withdrawn", _("{actor} withdrew the proposal to “{title}”")),
        Verb("wiki.proposal.decided", _("{actor} decided about a change to “{title}”")),
        Verb(
            "wiki.proposal.answered",
            _("{actor} decided about what you proposed for “{title}”"),
            official=True,
            recipients=_proposer,
        ),
        Verb("wiki.remark.resolved", _("{actor} closed a comment in “{title}”")),
        Verb("wiki.remark.reopened", _("{actor} opened a comment in “{title}” again")),
    )
