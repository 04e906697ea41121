"""What reading topics brings to the rest of the house; called once, when the forum is ready."""

from __future__ import annotations

from forum import panels
from intranet.conversation import draft_places
from intranet.serving.lifecycle import on_stop

from . import about, drafting, nudging, views_counted


def register() -> None:
    panels.register("about", about.panel, template="forum/panels/about.html", order=20)
    panels.register("nudge", nudging.panel, template="forum/panels/nudge.html", place="band", order=60)
    draft_places.register("answer", drafting.places)
    on_stop(views_counted.write_what_waits)
