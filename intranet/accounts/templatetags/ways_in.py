"""Which ways in the sign-in page offers besides address and password."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest

from intranet.accounts.views.security import passkeys_possible

register = template.Library()


@register.simple_tag
def ways_in(request: HttpRequest) -> dict[str, Any]:
    return {
        "firm": settings.OIDC_NAME if settings.OIDC_ON else "",
        "passkeys": passkeys_possible(request),
        "staff_passwords": settings.STAFF_PASSWORDS,
    }
