"""The pages under /settings/. Apps above add their own in ``ready()`` (what one is told about, what one watches)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SettingsPage:
    label: Any
    url_name: str
    order: int


_pages: dict[str, SettingsPage] = {}


def register(label: Any, url_name: str, *, order: int = 50) -> None:
    """A page of one's own settings. It extends ``accounts/settings.html`` and gets ``settings_tabs`` from below."""
    _pages[url_name] = SettingsPage(label, url_name, order)


def tabs_for(current: str) -> list[dict[str, Any]]:
    """What ``components/tabs.html`` shows; ``current`` is the url name of this page."""
    tabs = []
    for page in sorted(_pages.values(), key=lambda page: (page.order, page.url_name)):
        try:
            url = reverse(page.url_name)
        except NoReverseMatch:  # its app is switched off
            continue
        tabs.append({"label": page.label, "url": url, "current": page.url_name == current})
    return tabs


def register_own() -> None:
    register(_("Profile"), "accounts:settings_profile", order=10)
    register(_("Status"), "accounts:settings_status", order=15)
    register(_("Account"), "accounts:settings_account", order=20)
    register(_("Security"), "accounts:settings_security", order=25)
    register(_("Devices"), "accounts:settings_sessions", order=30)
    register(_("API tokens"), "accounts:settings_tokens", order=90)
