"""The page on which somebody types the name and the password that the firm gave them."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.decorators import login_not_required
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import ratelimit
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.providers.base.constants import AuthProcess
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intranet.accounts.firm_adapter import refused
from intranet.accounts.firm_doors import only_where_it_is
from intranet.core.http import client_address

from .directory import claims_of
from .provider import LdapProvider
from .wire import DoesNotAnswer

log = logging.getLogger(__name__)

DOOR = "ldap"


class DirectoryForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=256,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
        help_text=gettext_lazy("The one that the firm gave you, as for your computer."),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password")
@login_not_required
@only_where_it_is(DOOR)
def login(request: HttpRequest) -> HttpResponse:
    return _door(request, AuthProcess.LOGIN)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password")
@login_required
@only_where_it_is(DOOR)
@reauthentication_required
def connect(request: HttpRequest) -> HttpResponse:
    """Tie the identity one has there to the account one is signed in with."""
    return _door(request, AuthProcess.CONNECT)


def _door(request: HttpRequest, process: str) -> HttpResponse:
    form = DirectoryForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, process)
    # Counted as the passwords of our own are; what was right is not counted.
    name = form.cleaned_data["name"]
    counted = ratelimit.consume(
        request, app="allauth.account", action="login_failed", key=f"ldap:{name.casefold()}:{client_address(request)}"
    )
    if not counted:
        form.add_error(None, _("That was too many tries. Wait a few minutes."))
        return _page(request, form, process, status=429)
    try:
        claims = claims_of(name, form.cleaned_data["password"])
    except DoesNotAnswer as error:
        counted.rollback()
        log.exception("The directory cannot be asked: %s", error)
        return refused(request, _("The directory does not answer. Try again in a moment."), status=503)
    if claims is None:
        form.add_error(None, _("The directory does not know this name with this password."))
        return _page(request, form, process)
    counted.rollback()
    return _arrived(request, claims, process)


def _arrived(request: HttpRequest, claims: dict[str, Any], process: str) -> HttpResponse:
    sociallogin = LdapProvider(request).sociallogin_from_response(request, claims)
    sociallogin.state = {"process": process}
    if next_url := get_next_redirect_url(request):
        sociallogin.state["next"] = next_url
    answer: HttpResponse = complete_social_login(request, sociallogin)
    return answer


def _page(request: HttpRequest, form: DirectoryForm, process: str, *, status: int | None = None) -> HttpResponse:
    context = {"form": form, "connecting": process == AuthProcess.CONNECT, "next": get_next_redirect_url(request) or ""}
    return render(request, "accounts/directory_door.html", context, status=status or (422 if form.is_bound else 200))
