"""What history brings to the rest of the house; called once, when the wiki is ready."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.notifications import groups, wordings
from wiki import menu, tabs

from . import jobs as _jobs  # noqa: F401 - declared by being read
from . import watching


def register() -> None:
    groups.register(watching.GROUP)
    for verb in watching.GROUP.verbs:
        wordings.register(verb, watching.wordings)
    menu.register(watching.watch_items)
    tabs.register(tabs.PageTab("history", _("History"), "wiki:history", order=40))
