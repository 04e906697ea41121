"""What ``[[`` offers while somebody writes, and where a name in brackets leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse

from intranet.accounts.models import User
from intranet.core.markup import Pointed
from intranet.core.markup.references import read_target
from intranet.core.text import fold
from intranet.spaces.models import Space
from wiki.links.titles import meaning_of
from wiki.models import Page

MOST = 8
LONGEST = 200


@dataclass(frozen=True)
class Offer:
    id: int
    title: str
    # The space it stands in, for telling pages of one title apart.
    where: str
    # What leads to it when it is written between the brackets; "" where only its number does.
    target: str


def offers(words: str, *, viewer: User, home: Space | None, besides: int | None = None) -> list[Offer]:
    """Pages this person reads whose title has these words in it: those of the space ``home`` first, then those that
    begin with them, then what was written last. Without words, what was written last at home."""
    wanted = fold(words)[:LONGEST]
    found = Page.objects.visible_to(viewer).published().select_related("space")
    found = found.filter(folded_title__contains=wanted) if wanted else found.filter(space=home)
    if besides is not None:
        found = found.exclude(pk=besides)
    near = Case(When(space=home, then=Value(0)), default=Value(1), output_field=IntegerField())
    begins = Case(When(folded_title__startswith=wanted, then=Value(0)), default=Value(1), output_field=IntegerField())
    pages = found.order_by(near, begins, "-active_at", "-pk")[:MOST]
    return _with_targets([page for page in pages if page.space and "wiki" in page.space.parts], viewer, home)


def _with_targets(pages: list[Page], viewer: User, home: Space | None) -> list[Offer]:
    """A title is what one writes, wherever it leads back to the very page."""
    tried = {page.pk: _written(page, home) for page in pages}
    names = {pk: read["name"] for pk, target in tried.items() if (read := read_target(target)) and "name" in read}
    meant = meaning_of(set(names.values()), viewer, home.pk if home is not None else None)
    leading = {pk for pk, name in names.items() if meant.get(name) == Pointed(pk)}
    return [Offer(page.pk, page.title, str(page.space), tried[page.pk] if page.pk in leading else "") for page in pages]


def _written(page: Page, home: Space | None) -> str:
    space = page.space
    return page.title if space is None or space == home else f"{space.slug}/{page.title}"


def whither(target: str, *, viewer: User, home: int | None) -> Page | str | None:
    """The page behind a target, the address where it would be begun, or None where nothing can be meant."""
    read = read_target(target)
    if read is None:
        return None
    if "entry" in read:
        return reverse("content:entry", args=[read["entry"]])
    meant = meaning_of({read["name"]}, viewer, home).get(read["name"])
    if isinstance(meant, Pointed):
        return Page.objects.visible_to(viewer).filter(pk=meant.entry).first()
    return meant.address if meant is not None else None
