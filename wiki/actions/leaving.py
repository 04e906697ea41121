"""What becomes of pages when somebody has their words erased."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.collab.actions import forget_document
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.search.indexing import mark_changed
from wiki.models import Authorship, Bulletin, Contribution, Page, Version

from .erasing import forget_pages

PORTION = 20


@action
def erase_pages_of(person: User, *, by: User) -> bool:
    """A portion of the pages that only this person has written. True while there is more.

    One with pages below it stays, empty; one in which others have written stays as it is, and the person's part in it
    has no name any more: a text of several is not taken apart.
    """
    require(can_administer(by))
    others = Contribution.objects.filter(version__page=OuterRef("pk")).exclude(person=person)
    mine = Page.objects.filter(author=person).exclude(Exists(others))
    below = Page.objects.filter(parent=OuterRef("pk"))
    if gone := list(mine.exclude(Exists(below)).order_by("pk").values_list("pk", flat=True)[:PORTION]):
        forget_pages(gone)
        return True
    texts = Version.objects.filter(page=OuterRef("pk"), withdrawn_at=None)
    left = list(mine.filter(Exists(texts)).order_by("pk")[:PORTION])
    for page in left:
        _empty(page)
    return bool(left)


def _empty(page: Page) -> None:
    nothing = Version()
    nothing.text = ""
    Version.objects.filter(page=page, withdrawn_at=None).update(packed=nothing.packed, note="", withdrawn_at=now())
    Authorship.objects.filter(page=page).delete()
    Bulletin.objects.filter(page=page).update(lines=[])
    Page.objects.filter(pk=page.pk).update(body="", body_html="", body_text="")
    forget_document(page.document)
    mark_changed([page.pk])
