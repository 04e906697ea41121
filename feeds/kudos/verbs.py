"""What admins do to the list of values."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb

VALUE_ADDED = "feeds.kudos_value.added"
VALUE_CHANGED = "feeds.kudos_value.changed"


def register() -> None:
    verbs.register(
        Verb(VALUE_ADDED, _("{actor} added a value for kudos"), audited=True),
        Verb(VALUE_CHANGED, _("{actor} changed a value for kudos"), audited=True),
    )
