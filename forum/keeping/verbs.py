"""What is done with whole topics, and who hears of it: who asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.models import Entry


def _who_asked(activity: Activity) -> Iterable[Recipient]:
    author = Entry.objects.filter(pk=activity.subject_id).values_list("author", flat=True).first()
    if author is not None and author != activity.actor_id:
        yield Recipient(author, "author")


def register() -> None:
    verbs.register(
        Verb(
            "forum.topic.moved",
            _("{actor} put “{title}” into another category"),
            indexed=True,
            audited=True,
            official=True,
            recipients=_who_asked,
        ),
        Verb(
            "forum.topic.split",
            _("{actor} made answers under “{title}” a topic of their own"),
            audited=True,
            official=True,
            recipients=_who_asked,
        ),
        Verb(
            "forum.topic.split_off",
            _("{actor} made your answer a topic of its own: “{title}”"),
            audited=True,
            official=True,
            recipients=_who_asked,
        ),
        Verb(
            "forum.topic.merged",
            _("{actor} joined “{title}” with another topic"),
            indexed=True,
            audited=True,
            official=True,
            recipients=_who_asked,
        ),
        Verb("forum.topic.joined", _("{actor} joined another topic with “{title}”"), indexed=True, audited=True),
        Verb(
            "forum.topic.parted",
            _("{actor} made “{title}” a topic of its own again"),
            indexed=True,
            audited=True,
            official=True,
            recipients=_who_asked,
        ),
        Verb("forum.topic.closed", _("{actor} closed “{title}”"), audited=True, official=True, recipients=_who_asked),
        Verb("forum.topic.opened", _("{actor} opened “{title}” again"), audited=True, recipients=_who_asked),
        Verb(
            "forum.topic.duplicate",
            _("{actor} closed “{title}”: it was asked before"),
            audited=True,
            official=True,
            recipients=_who_asked,
        ),
        Verb("forum.topic.tagged", _("{actor} tagged “{title}”"), indexed=True, audited=True),
        Verb(
            "forum.topic.refiled",
            _("{actor} gave “{title}” another title or other tags"),
            indexed=True,
            audited=True,
            official=True,
            recipients=_who_asked,
        ),
        Verb(
            "forum.topic.filing_put_back",
            _("{actor} put title and tags of “{title}” back"),
            indexed=True,
            audited=True,
            official=True,
            recipients=_who_asked,
        ),
        Verb("forum.topic.kept_on_top", _("{actor} put “{title}” at the top of its category"), audited=True),
        Verb("forum.topic.let_down", _("{actor} took “{title}” from the top of its category"), audited=True),
        Verb("forum.topic.unlisted", _("{actor} took “{title}” out of the lists"), audited=True, indexed=True),
        Verb("forum.topic.listed", _("{actor} put “{title}” back into the lists"), audited=True, indexed=True),
    )
