"""Beside a topic: who answers in its category, and how soon they usually do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from forum.models import Category, Topic
from intranet.core.kept import Piece, Shelf

MOST_CONTACTS = 3
_A_DAY = 24
# Names of contacts may be a minute old.
_shelf = Shelf(most=200, seconds=60)


def panel(request: HttpRequest, topic: Topic) -> Mapping[str, Any]:
    return {"shown": about(topic.category)}


def about(category: Category) -> SafeString:
    """The block, the same for everybody who reads the category."""
    around = (get_language(), category.pk, category.slug, category.name, category.description, category.reply_hours)
    key = (*around, category.team_name)
    if (piece := _shelf.get(key)) is None:
        context = {"category": category, "contacts": contacts_of(category), "usually": usually(category)}
        piece = Piece(render_to_string("forum/_about.html", context))
        _shelf.put(key, piece)
    return piece.whole


def contacts_of(category: Category) -> list[Any]:
    people = category.contacts.filter(is_active=True).select_related("department", "company")
    return list(people.order_by("name", "pk")[:MOST_CONTACTS])


def usually(category: Category) -> str:
    """The time the category promises, as a sentence; empty where it promises none."""
    hours = category.reply_hours
    if not hours:
        return ""
    days, rest = divmod(hours, _A_DAY)
    told = {"n": hours if rest else days, "team": category.team_name}
    if rest:
        if not category.team_name:
            said = ngettext("Usually answered within %(n)s hour.", "Usually answered within %(n)s hours.", hours)
        else:
            said = ngettext(
                "%(team)s usually answers within %(n)s hour.", "%(team)s usually answers within %(n)s hours.", hours
            )
    elif not category.team_name:
        said = ngettext("Usually answered within %(n)s day.", "Usually answered within %(n)s days.", days)
    else:
        said = ngettext(
            "%(team)s usually answers within %(n)s day.", "%(team)s usually answers within %(n)s days.", days
        )
    return said % told
