"""What can be done with ideas, besides what every entry knows."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.kinds import entry_of
from intranet.content.models import Entry
from intranet.conversation.models import Vote, Watch
from intranet.spaces.audiences import people_in
from intranet.spaces.models import Membership

from .models import Heard
from .tallies import joined

# The reason of those who had a part in what is delivered.
VOICE = "voice"


def who_wants_it(activity: Activity) -> Iterable[Recipient]:
    """Each once: who suggested it or what was joined into it, whoever voted for one of them, and who follows it. Where
    it is delivered, whoever had a part in it as well; a release tells them itself."""
    entry = entry_of(activity)
    if entry is None or "release" in activity.details:
        return
    group = joined([entry.pk])[entry.pk]
    watches = dict(Watch.objects.filter(entry__in=group).values_list("person", "level"))
    reasons = {pk: "watching" for pk, level in watches.items() if level == Watch.Level.ALL}
    voters = Vote.objects.filter(entry__in=group, on_behalf_of=None).values_list("person", flat=True)
    reasons |= dict.fromkeys(voters, "voted")
    reasons |= dict.fromkeys(Entry.objects.filter(pk__in=group).values_list("author", flat=True), "author")
    # They have their part named in what they read of it.
    if (change := activity.details.get("change")) is not None:
        reasons |= dict.fromkeys(Heard.objects.filter(change=change).values_list("person", flat=True), VOICE)
    reasons.pop(activity.actor_id or 0, None)
    silent = {pk for pk, level in watches.items() if level == Watch.Level.NONE}
    readers = people_in(entry.audience).filter(pk__in=reasons.keys() - silent)
    for pk in readers.order_by("pk").values_list("pk", flat=True):
        yield Recipient(pk, reasons[pk])


def who_keeps_the_board(activity: Activity) -> Iterable[Recipient]:
    """Owners and moderators of the space it stands in, as far as they read it."""
    entry = entry_of(activity)
    if entry is None:
        return
    roles = [Membership.Role.OWNER, Membership.Role.MODERATOR]
    keeping = Membership.objects.filter(space=entry.space_id, role__in=roles).values("person")
    for pk in people_in(entry.audience).filter(pk__in=keeping).values_list("pk", flat=True):
        if pk != activity.actor_id:
            yield Recipient(pk, "keeper")


def who_suggested_it(activity: Activity) -> Iterable[Recipient]:
    entry = entry_of(activity)
    if entry is not None and entry.author_id != activity.actor_id:
        yield Recipient(entry.author_id, "author")


def register() -> None:
    verbs.register(
        Verb(
            "ideas.idea.status_set",
            _("{actor} moved “{title}” on"),
            indexed=True,
            audited=True,
            recipients=who_wants_it,
        ),
        Verb(
            "ideas.idea.answered",
            _("{actor} answered “{title}” officially"),
            indexed=True,
            audited=True,
            recipients=who_wants_it,
        ),
        Verb("ideas.idea.answer_edited", _("{actor} changed the answer to “{title}”"), indexed=True, audited=True),
        Verb(
            "ideas.idea.merged",
            _("{actor} joined “{title}” with another idea"),
            indexed=True,
            audited=True,
            official=True,
            recipients=who_suggested_it,
        ),
        Verb("ideas.idea.joined", _("{actor} joined another idea into “{title}”"), indexed=True),
        Verb(
            "ideas.idea.parted",
            _("{actor} made “{title}” an idea of its own again"),
            indexed=True,
            audited=True,
            official=True,
            recipients=who_suggested_it,
        ),
        Verb("ideas.idea.voted_for", _("{actor} voted for “{title}” for a company"), audited=True),
        Verb("ideas.idea.voted_for_no_more", _("{actor} took a company’s vote for “{title}” back"), audited=True),
        Verb("ideas.status.made", _("{actor} made the status “{title}”"), audited=True),
        Verb("ideas.status.changed", _("{actor} changed the status “{title}”"), audited=True),
        Verb("ideas.status.archived", _("{actor} archived the status “{title}”"), audited=True),
        Verb("ideas.board.made", _("{actor} made the board “{title}”"), audited=True),
        Verb("ideas.board.changed", _("{actor} changed the board “{title}”"), audited=True),
        Verb("ideas.board.readers_set", _("{actor} set who reads the board “{title}”"), audited=True),
    )
