"""What can happen here that is not the life of one entry (those verbs come with each kind)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb


def register() -> None:
    verbs.register(
        Verb("content.series.opened", _("{actor} began the series “{title}”")),
        Verb("content.series.changed", _("{actor} changed the series “{title}”")),
        Verb("content.series.closed", _("{actor} ended the series “{title}”")),
    )
