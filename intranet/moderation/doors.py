"""Where moderation meets the pages: its door in the rail, the number beside it, and what a card's menu offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.content.menu import MenuItem
from intranet.content.menu import register as register_menu
from intranet.content.models import Entry
from intranet.core.context import provide_rail
from intranet.core.navigation import NavItem
from intranet.core.navigation import register as register_door

from . import policies, queue


def moderation_count(request: HttpRequest) -> int:
    viewer: Any = request.user
    return queue.waiting_count(viewer) if policies.keeps_order(viewer) else 0


def menu_of(entry: Entry, viewer: Any) -> Iterable[MenuItem]:
    if policies.can_decide(viewer, entry):
        if entry.is_hidden:
            url = reverse("moderation:restore", args=[entry.entry_id])
            yield MenuItem("restore", _("Restore"), "undo", url, how="send", order=75)
        elif entry.is_published and entry.author_id != viewer.pk:
            yield MenuItem("hide", _("Hide"), "eye", reverse("moderation:hide", args=[entry.entry_id]), order=80)
    if not entry.is_published and policies.can_purge(viewer, entry):
        url = reverse("moderation:purge", args=[entry.entry_id])
        yield MenuItem("purge", _("Purge"), "trash", url, order=95, danger=True)
    if policies.can_flag(viewer, entry):
        yield MenuItem("report", _("Report"), "flag", reverse("moderation:flag", args=[entry.entry_id]), order=85)


def register() -> None:
    register_door(
        NavItem(
            "moderation",
            _("Moderation"),
            "shield",
            "moderation:cases",
            order=80,
            audience="moderator",
            group="care",
            count="moderation_count",
        )
    )
    provide_rail(moderation_count)
    register_menu(menu_of)
