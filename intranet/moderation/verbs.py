"""What moderators do, and who hears of it. Hiding and restoring are verbs of the entry's own kind."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content import kinds, policies
from intranet.spaces.audiences import people_in


def _its_moderators(activity: Activity) -> Iterable[Recipient]:
    """Those who can decide about it and read it where it stands."""
    entry = kinds.entry_of(activity)
    if entry is None:
        return
    for person in people_in(entry.audience).filter(memberships__role__in=("owner", "moderator")).distinct():
        if policies.can_moderate(person, entry):
            yield Recipient(person.pk, "moderator")
    for person in people_in(entry.audience).exclude(role=""):
        if policies.can_moderate(person, entry):
            yield Recipient(person.pk, "moderator")


def register() -> None:
    verbs.register(
        Verb(
            "moderation.entry.flagged",
            _("{actor} reported “{title}”"),
            audited=True,
            official=True,
            recipients=_its_moderators,
        ),
        Verb(
            "moderation.entry.held",
            _("“{title}” waits for you to look at it"),
            audited=True,
            official=True,
            recipients=_its_moderators,
        ),
        Verb("moderation.entry.let_out", _("{actor} let “{title}” out"), audited=True, indexed=True),
        Verb("moderation.entry.turned_down", _("{actor} turned “{title}” down"), audited=True),
        Verb("moderation.entry.dismissed", _("{actor} left “{title}” standing"), audited=True),
    )
