"""Comments about passages go with them when the text of a page changes."""

from __future__ import annotations

from intranet.realtime.units import step
from wiki.models import Anchor, Page

from .passages import Passage, around, carried, changes_between, find, words_of


@step
def carry_anchors(page: Page, html_before: str) -> None:
    """Take the comments of a page along into its new text, for use where that is written."""
    anchors = list(Anchor.objects.filter(page=page))
    if not anchors:
        return
    before, after = words_of(html_before), words_of(page.body_html)
    if before == after:
        return
    changes = changes_between(before, after)
    for anchor in anchors:
        found = None
        if anchor.start is not None and anchor.end is not None:
            found = carried(Passage(anchor.start, anchor.end), changes)
        # What had gone, or went elsewhere, is found by its words.
        found = found or find(after, anchor.quote, anchor.prefix, anchor.suffix)
        anchor.start, anchor.end = (found.start, found.end) if found else (None, None)
        if found:
            anchor.prefix, anchor.suffix = around(after, found)
    Anchor.objects.bulk_update(anchors, ["start", "end", "prefix", "suffix"])
