"""What following brings to the rest of the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts import settings_pages
from intranet.activity import verbs
from intranet.content import kinds
from intranet.notifications import groups, wordings

from . import telling


def register() -> None:
    verbs.register(telling.GATHERED_VERB)
    kinds.also_concerns(telling.followers)
    groups.register(telling.GROUP)
    wordings.register(telling.GATHERED, telling.wordings)
    settings_pages.register(_("Community"), "forum:following", order=56)
