"""What is told of private ideas: the question to the author, the answer to who asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.kinds import entry_of


def _author(activity: Activity) -> Iterable[Recipient]:
    if (idea := entry_of(activity)) is not None:
        yield Recipient(idea.author_id, "author")


def _who_asked(activity: Activity) -> Iterable[Recipient]:
    if (asked_by := activity.details.get("asked_by")) is not None:
        yield Recipient(asked_by, "keeper")


def register() -> None:
    verbs.register(
        Verb("ideas.private.asked", _("{actor} asks whether all may read “{title}”"), recipients=_author),
        Verb("ideas.private.opened", _("{actor} shows “{title}” to all who read the board"), recipients=_who_asked),
        Verb("ideas.private.kept", _("{actor} keeps “{title}” private"), recipients=_who_asked),
    )
