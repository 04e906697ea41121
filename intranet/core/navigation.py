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
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Audience = Literal["everyone", "staff", "moderator", "admin", "customer"]
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


_items: dict[str, NavItem] = {}


def register(item: NavItem) -> NavItem:
    if item.name in _items and _items[item.name] != item:
        raise ValueError(f"There is already a navigation item called {item.name!r}.")
    _items[item.name] = item
    return item


def registered() -> list[NavItem]:
    return sorted(_items.values(), key=lambda item: (item.order, item.name))


def doors_for(viewer: Any, path: str) -> list[Door]:
    """The doors this viewer may use, in order, with the one that ``path`` lies behind marked."""
    shown = [(item, url) for item in registered() if _is_for(item, viewer) and (url := _url(item.url_name))]
    nearest = max((url for _item, url in shown if _lies_behind(path, url)), key=len, default="")
    return [_door(item, url, path, nearest) for item, url in shown]


def _door(item: NavItem, url: str, path: str, nearest: str) -> Door:
    if item.query:
        # Beside the door to the page itself, which is the one that is marked.
        return Door(item, f"{url}?{item.query}", here=False, within=False)
    return Door(item, url, here=path == url, within=url == nearest)


def in_group(doors: Iterable[Door], group: str) -> list[Door]:
    return [door for door in doors if door.item.group == group]


def is_on_the_street(request: HttpRequest) -> bool:
    """Whether the address lies behind one of the doors of the street, and whoever asks is not of the house."""
    viewer = getattr(request, "user", None)
    if viewer is None or (viewer.is_authenticated and not viewer.is_customer):
        return False
    urls = (_url(item.url_name) for item in registered() if item.group == "street")
    return any(url and _lies_behind(request.path, url) for url in urls)


def _is_for(item: NavItem, viewer: Any) -> bool:
    if not getattr(viewer, "is_authenticated", False):
        return item.group == "street" and item.audience == "everyone"
    match item.audience:
        case "everyone":
            return True
        case "staff":
            return bool(viewer.is_staff_member)
        case "moderator":
            return bool(viewer.is_moderator)
        case "admin":
            return bool(viewer.is_admin)
        case "customer":
            return bool(viewer.is_customer)


def _lies_behind(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


@lru_cache(maxsize=64)
def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
