"""Who reads the proposals to a page: whoever reads the page, but nobody without an account.

What strangers write about a page of the house stands before strangers only once it has been accepted.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from intranet.content.models import NOBODY, Entry
from intranet.search.indexing import mark_changed
from intranet.spaces.audiences import CUSTOMERS, audiences_of
from wiki.models import Page, Proposal


def audience_for(page: Page) -> str:
    """Of a page that is not there (in the trash, hidden) nobody reads them, until it comes back."""
    if not page.is_published:
        return NOBODY
    return CUSTOMERS if page.audience in audiences_of(AnonymousUser()) else page.audience


def follow_pages(pages: Iterable[int]) -> None:
    """Proposals, and what is said under them, go where their pages have gone. For use inside the action that moved
    these, once they stand as they will."""
    ids = list(pages)
    made = Proposal.objects.filter(of_page__in=ids).values_list("pk", "of_page_id")
    by_page: dict[int, list[int]] = {}
    for pk, page_id in made:
        by_page.setdefault(page_id, []).append(pk)
    if not by_page:
        return
    for page in Page.objects.filter(pk__in=by_page):
        audience = audience_for(page)
        told = by_page[page.pk]
        told += list(Entry.objects.filter(root__in=told).values_list("pk", flat=True))
        entries = Entry.objects.filter(pk__in=told)
        entries.filter(state=Entry.State.PUBLISHED).update(audience=audience, space=page.space_id)
        entries.exclude(state=Entry.State.PUBLISHED).update(intended_audience=audience, space=page.space_id)
        mark_changed(told)
