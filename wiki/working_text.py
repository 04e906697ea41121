"""The co-edited documents of pages: who may open one, what it begins with, what follows when it rests."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.collab.documents import Access, Sort

from . import policies
from .models import Page, Version


def gate(person: User, key: int) -> Access:
    stands = [Page.State.PUBLISHED, Page.State.HELD]
    page = Page.objects.visible_to(person).filter(state__in=stands).select_related("space").filter(pk=key).first()
    if page is None or not person.is_authenticated:
        return Access.NONE
    if policies.can_edit_page(person, page):
        return Access.WRITE
    # Where a page is published by hand, what is being written is not for its readers yet.
    return Access.READ if page.publishes_itself else Access.NONE


def begin(key: int) -> str:
    newest = Version.objects.filter(page=key).order_by("-number").first()
    return newest.text if newest is not None else ""


def settled(key: int, upto: int) -> None:
    from .actions import settle_page  # noqa: PLC0415 - actions call the documents

    if (page := Page.objects.select_related("space", "author").filter(pk=key).first()) is not None:
        settle_page(page, upto=upto)


PAGES = Sort(name="page", gate=gate, begin=begin, settled=settled)
