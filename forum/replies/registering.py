"""What is done with canned replies. Nobody is told of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb


def register() -> None:
    verbs.register(
        Verb("forum.reply.made", _("{actor} made the canned reply “{title}”")),
        Verb("forum.reply.changed", _("{actor} changed the canned reply “{title}”")),
        Verb("forum.reply.dropped", _("{actor} deleted the canned reply “{title}”")),
    )
