"""Who reads and who edits a page, in words."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from intranet.spaces.audiences import PUBLIC, Viewer, people_in
from intranet.spaces.models import Space
from wiki import rights
from wiki.models import Page
from wiki.rights import Said

from .circles import names_in


class Told(NamedTuple):
    """What a reader is told: the words, and the page that says so if it is another one. ``hidden``: there is such a
    page, and this reader does not see it; ``own``: the page says it itself."""

    words: str
    source: Page | None = None
    hidden: bool = False
    own: bool = False


def who_reads(said: Said, space: Space, viewer: Viewer) -> str:
    match said.what:
        case Page.Reads.PUBLIC:
            return _("Everyone, also without an account")
        case Page.Reads.CUSTOMERS:
            return _("Staff and all customers")
        case Page.Reads.CHOSEN if said.circle is not None:
            return ", ".join(names_in(said.circle, viewer))
    return people_of(space, viewer)


def people_of(space: Space, viewer: Viewer) -> str:
    """Who the people of a space are; without its name for who may not know of it."""
    if not Space.objects.visible_to(viewer).filter(pk=space.pk).exists():
        return _("The people of a space")
    match space.visibility:
        case Space.Visibility.COMMUNITY:
            return _("Everyone, since %(space)s is a community") % {"space": space.name}
        case Space.Visibility.OPEN:
            return _("All staff, since %(space)s is open") % {"space": space.name}
    return _("The members of %(space)s") % {"space": space.name}


def who_edits(said: Said, space: Space, viewer: Viewer) -> str:
    match said.what:
        case Page.Edits.KEEPERS:
            return _("Its owner, and who keeps the space")
        case Page.Edits.CHOSEN if said.circle is not None:
            return ", ".join(names_in(said.circle, viewer))
    if not Space.objects.visible_to(viewer).filter(pk=space.pk).exists():
        return _("Whoever may write in the space")
    return _("Whoever may write in %(space)s") % {"space": space.name}


def who_proposes(said: Said) -> str:
    match said.what:
        case Page.Proposing.NOBODY:
            return _("Nobody")
        case Page.Proposing.READERS:
            return _("Whoever may read it, also without an account")
    return _("Whoever may read it and has an account")


def told(words: str, said: Said, page: Page, viewer: Viewer) -> Told:
    """With where it comes from."""
    if said.by is None or said.by.pk == page.pk:
        return Told(words, own=said.by is not None)
    if Page.objects.visible_to(viewer).filter(pk=said.by.pk).exists():
        return Told(words, said.by)
    return Told(words, None, hidden=True)


def number_of_readers(page: Page) -> int | None:
    """How many people with an account read it; None where everybody does."""
    reads_everybody = page.wanted_audience == PUBLIC or (
        page.space is not None and page.space.is_community and page.wanted_audience == page.space.audience
    )
    return None if reads_everybody else people_in(page.wanted_audience).count()


def reading_told(page: Page, viewer: Viewer) -> Told:
    assert page.space is not None
    said = rights.reading_of(page)
    return told(who_reads(said, page.space, viewer), said, page, viewer)


def editing_told(page: Page, viewer: Viewer) -> Told:
    assert page.space is not None
    said = rights.editing_of(page)
    return told(who_edits(said, page.space, viewer), said, page, viewer)


def proposing_told(page: Page, viewer: Viewer) -> Told:
    said = rights.proposing_of(page)
    return told(who_proposes(said), said, page, viewer)
