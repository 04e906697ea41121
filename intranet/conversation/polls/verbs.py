"""What happens to a poll, and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.kinds import entry_of
from intranet.conversation.models import Ballot, Watch

VOTED = "conversation.poll.voted"
CHANGED = "conversation.poll.changed"
CLOSED = "conversation.poll.closed"


def register() -> None:
    verbs.register(
        Verb(CHANGED, _("{actor} changed the poll “{title}”")),
        Verb(CLOSED, _("The poll “{title}” has closed: see the result"), recipients=_who_waits_for_it),
    )


def _who_waits_for_it(activity: Activity) -> Iterable[Recipient]:
    """The author and those who voted, but for whoever has switched the news of this entry off. Whether they may still
    read it is asked when they are told."""
    entry = entry_of(activity)
    if entry is None or not entry.is_published:
        return
    quiet = set(Watch.objects.filter(entry=entry, level=Watch.Level.NONE).values_list("person_id", flat=True))
    voted = set(Ballot.objects.filter(poll=entry.entry_id).values_list("person_id", flat=True))
    for pk in sorted((voted | {entry.author_id}) - quiet):
        yield Recipient(pk, "author" if pk == entry.author_id else "voter")
