"""What can be done in the forum, besides what every entry knows."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.kinds import entry_of
from intranet.spaces.audiences import people_in

from .reading.nudging import who_asked


def _who_answered_and_asked(activity: Activity) -> Iterable[Recipient]:
    entry = entry_of(activity)
    if entry is None or entry.root is None:
        return
    concerned = {entry.author_id: "accepted", entry.root.author_id: "solved"}
    concerned.pop(activity.actor_id or 0, None)
    for pk in people_in(entry.audience).filter(pk__in=list(concerned)).values_list("pk", flat=True):
        yield Recipient(pk, concerned[pk])


def register() -> None:
    verbs.register(
        Verb(
            "forum.answer.accepted",
            _("{actor} accepted an answer to “{title}”"),
            indexed=True,
            recipients=_who_answered_and_asked,
        ),
        Verb("forum.answer.unaccepted", _("{actor} says that “{title}” is not solved after all"), indexed=True),
        Verb("forum.topic.mailed", _("{actor} sent “{title}” by mail")),
        Verb("forum.topic.nudged", _("Is “{title}” solved?"), recipients=who_asked),
        Verb("forum.category.made", _("{actor} made the category “{title}”"), audited=True),
        Verb("forum.category.changed", _("{actor} changed the category “{title}”"), audited=True),
    )
