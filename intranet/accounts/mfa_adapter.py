"""Second steps in our words: whose they are, what a new key is called."""

from __future__ import annotations

from allauth.core import context as during
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from intranet.core.models import SiteSettings

from .devices import describe
from .models import User


class MfaAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code of this moment. Wait for the next one and type that."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def _get_site_name(self) -> str:
        """What the authenticator app and the browser call this place."""
        return SiteSettings.current().name

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """After the device at hand, which is where a passkey most often lives."""
        return describe(during.request.META.get("HTTP_USER_AGENT", ""))
