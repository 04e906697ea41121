"""To the provider, and back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.decorators import login_not_required
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from intranet.accounts.firm_adapter import refused
from intranet.core.throttle import throttled

from .client import OidcClient

log = logging.getLogger(__name__)

PROVIDER = "oidc"
View = Callable[[HttpRequest], HttpResponse]


class Callback(OAuth2CallbackView):
    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        """The state that this browser took along, once; with it the nonce that the token has to carry."""
        state, refused = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = state.get("nonce", "")
        return state, refused


def where_configured(view: View) -> View:
    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        except ImmediateHttpResponse as answer:
            return answer.response
        except (OAuth2Error, RequestException, KeyError, ValueError):
            log.exception("The provider cannot be asked")
            return refused(request, _("The directory does not answer. Try again in a moment."), status=503)

    return asked


def ways_in(client: type[OidcClient], provider: str, *, limit: str) -> tuple[View, View]:
    """The two addresses of one provider: to it, and back. Always to sign in: nobody is made to tie an account to theirs
    by following a link. ``limit``: the name under which both are throttled."""

    def login(request: HttpRequest) -> HttpResponse:
        asked: Any = client(request, provider).get_provider()
        answer: HttpResponse = asked.redirect(request, AuthProcess.LOGIN, next_url=get_next_redirect_url(request))
        return answer

    def callback(request: HttpRequest) -> HttpResponse:
        return Callback.adapter_view(client(request, provider))(request)

    throttle = throttled(limit, limit=300, per_seconds=60, methods=frozenset({"GET"}))

    def guarded(view: View) -> View:
        guard: View = require_GET(never_cache(login_not_required(throttle(where_configured(view)))))
        return guard

    return guarded(login), guarded(callback)


login, callback = ways_in(OidcClient, PROVIDER, limit="oidc")


@require_GET
@never_cache
@login_required
@reauthentication_required
@where_configured
def connect(request: HttpRequest) -> HttpResponse:
    """Tie the identity one has there to the account one is signed in with."""
    provider: Any = OidcClient(request, PROVIDER).get_provider()
    answer: HttpResponse = provider.redirect(request, AuthProcess.CONNECT)
    return answer
