from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb


def register() -> None:
    verbs.register(
        Verb("moderation.rule.added", _("{actor} made the rule “{title}”"), audited=True),
        Verb("moderation.rule.changed", _("{actor} changed the rule “{title}”"), audited=True),
        Verb("moderation.rule.removed", _("{actor} removed the rule “{title}”"), audited=True),
    )
