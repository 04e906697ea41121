"""What a title in double brackets means."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from intranet.accounts.models import User
from intranet.core.markup import Name, Pointed, Wanted
from intranet.core.text import fold
from intranet.spaces.models import Space
from wiki.models import FormerTitle, Page


def meaning_of(names: set[Name], writer: User, home: int | None) -> Mapping[Name, Pointed | Wanted]:
    """A page of that title in the space that is named, or where the text stands; one that was called so before; else a
    page to be written. Only pages that the writer reads: a guess tells nobody that a page is there."""
    spaces = _spaces(names, writer, home)
    by_key = {(spaces[name.space].pk, fold(name.title)[:200]): name for name in names if name.space in spaces}
    if not by_key:
        return {}
    titles = {title for _space, title in by_key}
    held = {space for space, _title in by_key}
    found: dict[tuple[int, str], int] = {}
    seen = Page.objects.visible_to(writer).published()
    # The first of a title, as long as there are two.
    for space, title, pk in (
        seen.filter(space__in=held, folded_title__in=titles).order_by("-pk").values_list("space", "folded_title", "pk")
    ):
        found[space, title] = pk
    if missing := titles - {title for _space, title in found}:
        former = FormerTitle.objects.filter(space__in=held, folded__in=missing, page__in=seen.order_by().values("pk"))
        for space, title, pk in former.order_by("until").values_list("space", "folded", "page"):
            found.setdefault((space, title), pk)
    return {
        name: Pointed(found[key]) if key in found else _wanted(name, spaces[name.space]) for key, name in by_key.items()
    }


def _spaces(names: set[Name], writer: User, home: int | None) -> dict[str, Space]:
    """By the name that was typed before the title; "" is where the text stands."""
    typed = {name.space for name in names if name.space}
    found = {}
    if typed:
        known = Space.objects.visible_to(writer).filter(slug__in=typed)
        found = {space.slug: space for space in known if "wiki" in space.parts}
    if home is not None and any(not name.space for name in names):
        here = Space.objects.filter(pk=home).first()
        if here is not None and "wiki" in here.parts:
            found[""] = here
    return found


def _wanted(name: Name, space: Space) -> Wanted:
    return Wanted(f"{reverse('wiki:new', args=[space.slug])}?{urlencode({'title': name.title})}", space.pk)
