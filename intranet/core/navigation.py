"""The doors of the house: what stands in the rail, the bottom bar and the palette.

An app registers its own in ``apps.py``::

    navigation.register(NavItem("home", _("Home"), "home", "feeds:home", order=10, bar=True))

An item is shown only to whom it is for and only while its address exists, so that a part that is switched off takes
its door with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from .models import SiteSettings

# "outside": guests and customers, where the staff have a door of their own to the same.
Audience = Literal["everyone", "staff", "moderator", "admin", "customer", "outside"]
# "street": what customers and guests come for, in the head of their pages. "account": a customer's own menu there.
Group = Literal["main", "street", "care", "account"]


@dataclass(frozen=True)
class NavItem:
    """One door. ``count`` names the rail provider whose number stands beside it, ``dot`` the one that says whether
    there is something new besides; ``bar`` puts it into the phone's
    bottom bar (the first four by order; the fifth place is "More")."""

    name: str
    label: str | Promise
    icon: str
    url_name: str
    order: int = 50
    audience: Audience = "everyone"
    group: Group = "main"
    count: str = ""
    dot: str = ""
    bar: bool = False
    # What is asked of the page behind it, such as "state=mine".
    query: str = ""
    # The nouns of the API that lie behind it, which are shut with it.
    nouns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Door:
    """A ``NavItem`` for one reader on one page."""

    item: NavItem
    url: str
    here: bool  # this very page
    within: bool  # this page or one below it

    @property
    def current(self) -> str:
        """What ``aria-current`` says."""
        return "page" if self.here else "true" if self.within else ""


_OUTSIDE = ("everyone", "outside", "customer")
_items: dict[str, NavItem] = {}


def register(item: NavItem) -> NavItem:
    if item.name in _items and _items[item.name] != item:
        raise ValueError(f"There is already a navigation item called {item.name!r}.")
    _items[item.name] = item
    _open_to.cache_clear()
    return item


def registered() -> list[NavItem]:
    return sorted(_items.values(), key=lambda item: (item.order, item.name))


def doors_for(viewer: Any, path: str) -> list[Door]:
    """The doors this viewer may use, in order, with the one that ``path`` lies behind marked."""
    shown = _open_to(_sort_of(viewer))
    if is_outside(viewer) and SiteSettings.current().shut_doors:
        shown = [(item, url) for item, url in shown if not is_shut(url)]
    nearest = max((url for _item, url in shown if _lies_behind(path, url)), key=len, default="")
    return [_door(item, url, path, nearest) for item, url in shown]


class _Sort(NamedTuple):
    """All of a reader that a door depends on."""

    is_authenticated: bool = False
    is_staff_member: bool = False
    is_moderator: bool = False
    is_admin: bool = False
    is_customer: bool = False


_GUEST = _Sort()


def _sort_of(viewer: Any) -> _Sort:
    if not getattr(viewer, "is_authenticated", False):
        return _GUEST
    return _Sort(*(bool(getattr(viewer, name, False)) for name in _Sort._fields))


@lru_cache(maxsize=32)
def _open_to(viewer: _Sort) -> list[tuple[NavItem, str]]:
    shown = [(item, url) for item in registered() if _is_for(item, viewer) and (url := _url(item.url_name))]
    if viewer.is_authenticated and not viewer.is_customer:
        # What has a door inside, too, needs none more among what customers see.
        inside = {url for item, url in shown if item.group == "main"}
        shown = [(item, url) for item, url in shown if item.group != "street" or url not in inside]
    return shown


def _door(item: NavItem, url: str, path: str, nearest: str) -> Door:
    if item.query:
        # Beside the door to the page itself, which is the one that is marked.
        return Door(item, f"{url}?{item.query}", here=False, within=False)
    return Door(item, url, here=path == url, within=url == nearest)


def in_group(doors: Iterable[Door], group: str) -> list[Door]:
    return [door for door in doors if door.item.group == group]


def street_doors() -> list[NavItem]:
    """The doors that guests and customers find on the street, each once, in order."""
    return [item for item in registered() if item.group == "street" and item.audience in _OUTSIDE]


def is_outside(viewer: Any) -> bool:
    """Guests and customers: whom the street is for, and for whom a door of it can be shut."""
    return not getattr(viewer, "is_authenticated", False) or bool(viewer.is_customer)


def is_shut(path: str) -> bool:
    """Whether the address lies behind a door of the street that the firm has shut. The nearest door decides: the way
    to the contact form stays open while the community it stands in is shut."""
    behind = [one for one in _street_urls() if _lies_behind(path, one[1])]
    # Whether the house is alive is asked without a look at its settings.
    if not behind or not (shut := SiteSettings.current().shut_doors):
        return False
    return max(behind, key=lambda one: len(one[1]))[0] in shut


def is_noun_shut(noun: str) -> bool:
    """The same for programs of guests and customers: whether what the API calls so lies behind a door that is shut."""
    shut = SiteSettings.current().shut_doors
    return bool(shut) and any(noun in item.nouns for item in street_doors() if item.name in shut)


def is_on_the_street(request: HttpRequest) -> bool:
    """Whether the address lies behind one of the doors of the street, and whoever asks is not of the house."""
    viewer = getattr(request, "user", None)
    if viewer is None or (viewer.is_authenticated and not viewer.is_customer):
        return False
    urls = (_url(item.url_name) for item in registered() if item.group == "street")
    return any(url and _lies_behind(request.path, url) for url in urls)


def _is_for(item: NavItem, viewer: Any) -> bool:
    if not getattr(viewer, "is_authenticated", False):
        return item.group == "street" and item.audience in ("everyone", "outside")
    match item.audience:
        case "everyone":
            return True
        case "staff":
            return bool(viewer.is_staff_member)
        case "moderator":
            return bool(viewer.is_moderator)
        case "admin":
            return bool(viewer.is_admin)
        case "customer" | "outside":
            return bool(viewer.is_customer)


def _lies_behind(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _street_urls() -> list[tuple[str, str]]:
    return [(item.name, url) for item in street_doors() if (url := _url(item.url_name))]


@lru_cache(maxsize=64)
def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
