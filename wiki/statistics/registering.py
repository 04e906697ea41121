"""What statistics bring to the rest of the house; called once, when the wiki is ready."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.utils.translation import gettext_lazy as _

from intranet.serving.lifecycle import on_stop
from wiki import panels, policies, tabs

from . import jobs as _jobs  # noqa: F401 - declared by being read
from . import views
from .counting import write_notes


def register() -> None:
    tabs.register(
        tabs.PageTab("statistics", _("Statistics"), "wiki:statistics", order=90, may=policies.can_see_statistics)
    )
    panels.register("statistics", views.panel, template="wiki/statistics/_panel.html", order=90)
    on_stop(_write_what_waits)


async def _write_what_waits() -> None:
    await sync_to_async(write_notes, thread_sensitive=False)()
