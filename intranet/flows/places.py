"""Where a page that is made of an answer can stand, and who reads it until it is published."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.spaces.audiences import CUSTOMERS, PUBLIC
from intranet.spaces.models import Circle, Membership, Space
from wiki import policies, rights
from wiki.models import Page
from wiki.outside import reach, waits_under
from wiki.readers.circles import MOST_NAMED, Chosen, circle_for

MOST_SPACES = 60
MOST_LOOKED_AT = 500
MOST_PAGES = 200


def spaces_for(person: User) -> list[Space]:
    """The spaces in whose wiki this person begins pages: the one that is documentation most, first."""
    seen = Space.objects.visible_to(person).filter(archived_at__isnull=True)
    outside = Count("entries", filter=Q(entries__kind="wiki.page", entries__audience__in=[PUBLIC, CUSTOMERS]))
    found: Any = seen.annotate(outside=outside).order_by("-outside", "name", "pk")[:MOST_LOOKED_AT]
    return [space for space in found if "wiki" in space.parts and policies.can_create_in(person, space)][:MOST_SPACES]


def pages_in(space: Space, person: User) -> list[Page]:
    """As they stand in the tree, as many as a list can be looked through."""
    pages = Page.objects.visible_to(person).published().filter(space=space, is_template=False)
    return list(pages.order_by("path").only("title", "path", "space")[:MOST_PAGES])


def offered(person: User, *, tops: bool = True) -> list[tuple[str, list[tuple[str, str]]]]:
    """By space, what can be chosen: (key, label). "space_12" is the top of its tree, "page_34" stands for that page."""
    groups = []
    for space in spaces_for(person):
        pages = [(f"page_{page.pk}", f"{' ' * page.depth}{page.title}") for page in pages_in(space, person)]
        top = [(f"space_{space.pk}", _("At the top of %(space)s") % {"space": space.name})] if tops else []
        if top or pages:
            groups.append((space.name, [*top, *pages]))
    return groups


def find(person: User, key: str) -> tuple[Space, Page | None] | None:
    """What a key means to this person; None where it means nothing."""
    sort, _sep, number = key.partition("_")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    if sort == "page":
        page = Page.objects.visible_to(person).published().select_related("space").filter(pk=int(number)).first()
        return (page.space, page) if page is not None and page.space is not None else None
    space = Space.objects.visible_to(person).filter(pk=int(number)).first() if sort == "space" else None
    return (space, None) if space is not None else None


def kept_inside(space: Space, parent: Page | None, *, by: User) -> Page | None:
    """For ``create_page(read_like=)``: where a new page would be read outside at once, one that is for whoever makes it
    and those who keep the space; None where it stays inside by itself."""
    audience = rights.audience_under(space, parent)
    if reach(audience) is None or waits_under(audience, now=reach(space.audience)):
        return None
    return Page(reads=Page.Reads.CHOSEN, reads_circle=_keepers(space, by))


def _keepers(space: Space, by: User) -> Circle:
    roles = [Membership.Role.OWNER, Membership.Role.MODERATOR]
    keeping = Membership.objects.filter(space=space, role__in=roles).values("person")
    people = User.objects.active().staff().filter(pk__in=keeping).exclude(pk=by.pk).order_by("pk")
    return circle_for(Chosen(people=[by, *people[: MOST_NAMED - 1]]), by=by)
