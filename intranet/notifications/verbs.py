"""What can be done here that others should be able to trace."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb

DEFAULT_SET = "notifications.level.default_set"


def register() -> None:
    verbs.register(Verb(DEFAULT_SET, _("{actor} chose what the members of “{title}” hear"), audited=True))
