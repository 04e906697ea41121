"""What happens when a provider of the firm has said who somebody is: allauth asks here, the actions decide."""

from __future__ import annotations

import logging
from typing import Any, cast

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.core.decisions import Decision

from . import actions, sign_up_guards
from .directory_word import Vouched, is_true
from .firm_session import FirmSession
from .models import User

log = logging.getLogger(__name__)
# The provider that vouches for customers (customer_oidc); all others are the firm's.
CUSTOMERS = "customers"


class FirmAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Whom the word of the directory lets in, or why nobody; allauth goes on with the person it finds."""
        word = word_of(sociallogin)
        if word.provider == CUSTOMERS:
            sociallogin.user = _customer(request, word)
            return
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_connect(request, word))
        try:
            person = _arrive(word)
        except PermissionDenied as error:
            log.warning("Refused an identity of %s: %s", word.issuer, error)
            raise ImmediateHttpResponse(refused(request, str(error))) from error
        sociallogin.user = person

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are made by ``actions.arrive`` or not at all."""
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        log.warning("Signing in through %s failed: %s", provider, exception or error)
        sentence = _("That did not work, or it took too long. Begin again.")
        raise ImmediateHttpResponse(refused(request, sentence))

    def get_requests_session(self) -> FirmSession:
        return FirmSession()


def word_of(sociallogin: Any) -> Vouched:
    claims = getattr(sociallogin, "claims", {})
    return Vouched(
        provider=sociallogin.account.provider,
        uid=sociallogin.account.uid,
        issuer=str(claims.get("iss", "")),
        subject=str(claims.get("sub", "")),
        email=str(claims.get("email") or ""),
        email_verified=is_true(claims.get("email_verified")),
        name=str(claims.get("name") or ""),
        claims=claims,
    )


def refused(request: HttpRequest, sentence: str, *, status: int = 403) -> HttpResponse:
    return render(request, "accounts/not_let_in.html", {"sentence": sentence}, status=status)


def _customer(request: HttpRequest, word: Vouched) -> Any:
    def guards(email: str) -> Decision:
        return sign_up_guards.can_sign_up(email, request)

    try:
        try:
            return actions.arrive_as_customer(word, guards=guards)
        except IntegrityError:
            return actions.arrive_as_customer(word, guards=guards)
    except PermissionDenied as error:
        log.warning("Refused a customer of %s: %s", word.issuer, error)
        raise ImmediateHttpResponse(refused(request, str(error))) from error


def _arrive(word: Vouched) -> Any:
    try:
        return actions.arrive(word)
    except IntegrityError:
        # Pressed twice: the other one has made the account, or bound it, meanwhile.
        return actions.arrive(word)


def _connect(request: HttpRequest, word: Vouched) -> HttpResponse:
    security = HttpResponseRedirect(reverse("accounts:settings_security"))
    if is_reauthentication_required(request, app="allauth.socialaccount"):
        messages.error(request, _("That took too long. Begin again."))
        return security
    person = cast(User, request.user)
    try:
        actions.bind_identity(person, word, by=person)
    except PermissionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("From now on you can sign in through the firm."))
    return security
