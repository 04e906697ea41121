"""Words rendered again from their source: after a change of the renderer, and of what they point at."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from intranet.core.markup import RENDERER_VERSION, TooLong, render

from .kinds import known
from .models import Entry
from .references import keep_references, meant_by
from .texts import people_known_to

BATCH = 200
Listener = Callable[[Iterable[int]], None]
_listeners: list[Listener] = []


def on_new_words(listener: Listener) -> Listener:
    """``listener(ids)`` hears which entries say something else now although nobody wrote: the index, above all."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


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


def point_again(sources: Iterable[int]) -> None:
    """Render these entries again, since what they point at has come, gone, or got another name. Nobody is notified and
    nothing counts as edited."""
    sources = list(sources)
    for entry in Entry.objects.filter(pk__in=sources).select_related("author", "root").exclude(body=""):
        _render_again(entry)
    for listener in _listeners:
        listener(sources)


def _render_again(entry: Entry) -> None:
    # Only while the source is what was read: who edits meanwhile renders it anyway.
    row = Entry.objects.filter(pk=entry.pk, body=entry.body)
    kind = known(entry.kind)
    try:
        result = render(
            entry.body,
            people=people_known_to(entry.author, root=entry.root, home=entry.space_id),
            pages=meant_by(entry.author, home=entry.space_id),
            anchors=kind is not None and kind.anchors,
        )
    except TooLong:
        row.update(renderer=RENDERER_VERSION)
        return
    if row.update(body_html=result.html, body_text=result.text, renderer=RENDERER_VERSION):
        keep_references(entry, result)
