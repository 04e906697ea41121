"""Where Portico differs from allauth's defaults."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from intranet.core.models import SiteSettings

from .models import User


def display_name(person: User) -> str:
    return person.name


class PorticoAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Customers sign themselves up where the firm allows it; staff come by invitation."""
        return SiteSettings.current().sign_up_open
