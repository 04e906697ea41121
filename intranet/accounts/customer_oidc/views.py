"""To the customers' provider, and back."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from intranet.accounts.oidc.views import Callback, where_configured
from intranet.core.throttle import throttled

from .client import CustomersClient

PROVIDER = "customers"


@require_GET
@never_cache
@login_not_required
@throttled("customers_oidc", limit=300, per_seconds=60, methods=frozenset({"GET"}))
@where_configured
def login(request: HttpRequest) -> HttpResponse:
    provider: Any = CustomersClient(request, PROVIDER).get_provider()
    answer: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, next_url=get_next_redirect_url(request))
    return answer


@require_GET
@never_cache
@login_not_required
@throttled("customers_oidc", limit=300, per_seconds=60, methods=frozenset({"GET"}))
@where_configured
def callback(request: HttpRequest) -> HttpResponse:
    return Callback.adapter_view(CustomersClient(request, PROVIDER))(request)
