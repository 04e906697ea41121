"""What the rest of the house knows of the documentation: its door, what the street finds, a way there from the wiki."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.content.menu import MenuItem
from intranet.content.policies import can_say_versions
from intranet.core import navigation
from intranet.search import street
from wiki import menu
from wiki.models import Opinion, Page
from wiki.truth import policies as truth

from . import panels
from .outside import address_outside


def register() -> None:
    navigation.register(
        navigation.NavItem("docs", gettext_lazy("Documentation"), "wiki", "wiki:docs", order=10, group="street")
    )
    street.register("wiki.page", url=address_outside)
    menu.register(lines)
    panels.register("helpful", helpful, template="wiki/docs/_helpful.html", place="below", order=10)


def lines(request: HttpRequest, page: Page) -> Iterable[MenuItem]:
    if page.is_outside and page.is_published and not page.is_template:
        yield MenuItem("docs", _("See it as the public does"), "globe", address_outside(page), order=18)
    if can_say_versions(request.user, page):
        url = reverse("wiki:versions-it-is-for", args=[page.pk])
        yield MenuItem("versions", _("Versions it is for"), "device", url, order=65)


def helpful(request: HttpRequest, page: Page) -> Mapping[str, Any] | None:
    if not page.body or not truth.can_say_helpful(request.user, page):
        return None
    mine = Opinion.objects.filter(page=page, person=request.user).first() if request.user.is_authenticated else None
    return {"opinion": mine}
