"""How one signs in, and what guards the account besides the password."""

from __future__ import annotations

import ipaddress
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from intranet.accounts import actions, threshold
from intranet.accounts.models import User
from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn, get_visible


@require_GET
@never_cache
@login_required
def security(request: SignedIn) -> HttpResponse:
    ways: dict[str, list[Any]] = {}
    for authenticator in Authenticator.objects.filter(user=request.user).order_by("created_at"):
        ways.setdefault(authenticator.type, []).append(authenticator)
    codes = next(iter(ways.get(Authenticator.Type.RECOVERY_CODES, [])), None)
    missing = threshold.missing_of(request.user)
    context = {
        "app": next(iter(ways.get(Authenticator.Type.TOTP, [])), None),
        "passkeys": ways.get(Authenticator.Type.WEBAUTHN, []),
        "codes": codes,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "guarded": any(kind in ways for kind in threshold.SECOND_FACTORS),
        "demanded": threshold.second_factor_demanded_of(request.user),
        "missing": missing.sentence if missing else "",
        "passkeys_possible": passkeys_possible(request),
        "identities": request.user.socialaccount_set.order_by("date_joined"),
        "settings_tabs": tabs_for("accounts:settings_security"),
    }
    page = "accounts/security_first.html" if missing else "accounts/settings_security.html"
    return render(request, page, context)


def passkeys_possible(request: HttpRequest) -> bool:
    """Browsers make passkeys for names, never for addresses in digits, and only over connections that are encrypted or
    never leave the machine."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


@require_POST
@login_required
def sign_out_everywhere(request: SignedIn, handle: str) -> HttpResponse:
    """An admin ends all of somebody's sessions: a laptop was lost, a password was seen."""
    person: User = get_visible(User, request.user, handle=handle)
    ended = actions.sign_out_everywhere(person, by=request.user)
    said = ngettext("%(count)d device is signed out.", "%(count)d devices are signed out.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("accounts:standing", person.handle)
