"""The doors to what one keeps: saved entries, drafts and what is scheduled."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.core import navigation
from intranet.core.navigation import NavItem


def register() -> None:
    navigation.register(NavItem("saved", _("Saved"), "bookmark", "conversation:saved", order=62))
    navigation.register(NavItem("drafts", _("Drafts"), "edit", "conversation:drafts", order=64))
