"""Links that were waiting for a page find it when it comes."""

from __future__ import annotations

from intranet.content.models import Reference
from intranet.content.rerendering import point_again
from intranet.jobs import job
from wiki.models import Page

AT_ONCE = 200


@job
def adopt_links(page: int) -> int:
    """The texts that point at this page's title, as at one still to be written, point at the page. Returns how many."""
    found = Page.objects.published().filter(pk=page).first()
    if found is None:
        return 0
    waiting = Reference.objects.filter(target=None, space=found.space_id, wanted=found.folded_title)
    sources = sorted(set(waiting.values_list("source", flat=True)))
    for start in range(0, len(sources), AT_ONCE):
        point_again(sources[start : start + AT_ONCE])
    return len(sources)


def look_for_links(page: Page) -> None:
    """Call it in the action that begins a page, names it or moves it."""
    if Reference.objects.filter(target=None, space=page.space_id, wanted=page.folded_title).exists():
        adopt_links.enqueue(page=page.pk)
