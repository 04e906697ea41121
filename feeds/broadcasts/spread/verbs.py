"""What is written down of where broadcasts go besides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb

MAILED = "feeds.broadcast.mailed"


def register() -> None:
    verbs.register(
        Verb(MAILED, _("{actor} had “{title}” mailed to everybody whom it is for"), audited=True),
        Verb("feeds.twin.written", _("{actor} wrote what the public reads with “{title}”")),
        Verb("feeds.twin.dropped", _("{actor} dropped what the public was to read with “{title}”")),
        Verb("feeds.twin.taken", _("What the public read with “{title}” was taken away with it"), audited=True),
        Verb("feeds.twin.brought_back", _("What the public reads with “{title}” stands again"), audited=True),
        Verb("feeds.twin.released", _("“{title}” came out for the public, too"), audited=True),
    )
