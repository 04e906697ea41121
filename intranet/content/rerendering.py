"""After a change of the renderer: what an older version wrote is rendered again, from its source."""

from __future__ import annotations

import time

from intranet.core.markup import RENDERER_VERSION, TooLong, render

from .kinds import known
from .models import Entry
from .texts import people_known_to

BATCH = 200


def render_older_texts(*, seconds: float) -> bool:
    """Render again for about so long; True when nothing is left. Nobody is notified and nothing counts as edited."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        older = Entry.objects.filter(renderer__lt=RENDERER_VERSION).exclude(body="")
        batch = list(older.select_related("author", "root").order_by("pk")[:BATCH])
        if not batch:
            return True
        for entry in batch:
            _render_again(entry)
    return False


def _render_again(entry: Entry) -> None:
    # Only while the source is what was read: who edits meanwhile renders it anyway.
    row = Entry.objects.filter(pk=entry.pk, body=entry.body)
    try:
        kind = known(entry.kind)
        known_people = people_known_to(entry.author, root=entry.root, home=entry.space_id)
        result = render(entry.body, people=known_people, anchors=kind is not None and kind.anchors)
    except TooLong:
        row.update(renderer=RENDERER_VERSION)
        return
    row.update(body_html=result.html, body_text=result.text, renderer=RENDERER_VERSION)
