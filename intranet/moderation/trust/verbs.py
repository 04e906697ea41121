from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb


def register() -> None:
    verbs.register(
        Verb("moderation.trust.raised", _("{title} stands on a higher level of trust"), audited=True),
        Verb("moderation.trust.lowered", _("{title} stands on a lower level of trust"), audited=True),
        Verb("moderation.trust.kept", _("{actor} keeps {title} on this level of trust"), audited=True),
        Verb("moderation.trust.let_go", _("{actor} lets the level of {title} follow from what happens"), audited=True),
        Verb("moderation.level.changed", _("{actor} changed the level “{title}”"), audited=True),
    )
