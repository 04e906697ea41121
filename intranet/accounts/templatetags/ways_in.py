"""Which ways in the sign-in page offers besides address and password."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from intranet.accounts.views.security import passkeys_possible

register = template.Library()


@register.simple_tag
def ways_in(request: HttpRequest) -> dict[str, Any]:
    return {
        "firm": settings.FIRM_NAME,
        "firm_login": reverse(f"{settings.FIRM_DOOR}_login") if settings.FIRM_DOOR else "",
        "firm_connect": reverse(f"{settings.FIRM_DOOR}_connect") if settings.FIRM_DOOR else "",
        "customers": settings.CUSTOMER_OIDC_NAME if "customers" in settings.SOCIALACCOUNT_PROVIDERS else "",
        "passkeys": passkeys_possible(request),
        "staff_passwords": settings.STAFF_PASSWORDS,
    }
