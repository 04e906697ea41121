"""What a page says of its own truth."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.content import helpfulness
from intranet.content.menu import MenuItem
from intranet.core.prepared import prepared
from intranet.spaces.models import Space
from wiki import menu, panels
from wiki.models import Opinion, Page

from . import policies
from .little_help import pages_of_little_help


def _trust(request: HttpRequest, page: Page) -> dict[str, Any] | None:
    """Who answers for it and since when it is known to be true; to those who may, the way to say so."""
    may_set = bool(policies.can_set_owner(request.user, page))
    may_verify = bool(policies.can_verify(request.user, page))
    if not (page.owner_id or page.owner_team_id or page.verified_at or may_set):
        return None
    return {
        "may_set": may_set,
        "may_verify": may_verify,
        "changed_since": page.verified_number is not None and page.verified_number < page.published_number,
        "team": _team(request, page),
    }


def _team(request: HttpRequest, page: Page) -> Any:
    """Named to those who may know of it."""
    if page.owner_team_id is None:
        return None
    return Space.objects.visible_to(request.user).filter(pk=page.owner_team_id).first()


def _stale(request: HttpRequest, page: Page) -> dict[str, Any] | None:
    return {"may_verify": bool(policies.can_verify(request.user, page))} if page.is_stale else None


def _helpful(request: HttpRequest, page: Page) -> dict[str, Any] | None:
    if not page.body or not policies.can_say_helpful(request.user, page):
        return None
    mine = None
    if request.user.is_authenticated:
        mine = next(iter(_opinion(page=page.pk, person=request.user.pk)), None)
    return {"opinion": mine}


@prepared(page=int, person=int)
def _opinion(*, page: int, person: int) -> Any:
    return Opinion.objects.filter(page=page, person=person).order_by("pk")[:1]


def _items(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    if policies.can_set_owner(request.user, page):
        yield MenuItem("owner", _("Who answers for it"), "shield", reverse("wiki:owner", args=[page.pk]), order=64)
    if policies.can_read_opinions(request.user, page):
        yield MenuItem("opinions", _("What readers say"), "chat", reverse("wiki:opinions", args=[page.pk]), order=22)


def register() -> None:
    panels.register("stale", _stale, template="wiki/truth/_stale.html", place="above", order=20)
    panels.register("trust", _trust, template="wiki/truth/_trust.html", place="beside", order=20)
    panels.register("helpful", _helpful, template="wiki/truth/_helpful_panel.html", place="below", order=20)
    menu.register(_items)
    helpfulness.register(pages_of_little_help)
