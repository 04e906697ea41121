"""To the identity provider, and back.

Its answer is a form that its page sends here, so it comes without our session's cookie (``SameSite=Lax``). It is read
and checked on its own, kept for a minute, and the browser is led on by a link, which the cookie goes along with.
"""

from __future__ import annotations

import logging
import secrets
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.decorators import login_not_required
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from intranet.accounts.firm_adapter import refused
from intranet.accounts.firm_doors import only_where_it_is
from intranet.accounts.oidc.provider import identity_of
from intranet.core.throttle import throttled

from . import arrivals

log = logging.getLogger(__name__)

DOOR = "saml"
# Longer than any assertion is good for, clocks that differ included.
_USED_FOR = 24 * 3600


def _provider(request: HttpRequest) -> Any:
    return get_adapter().get_app(request, provider=DOOR).get_provider(request)


@require_GET
@never_cache
@login_not_required
@only_where_it_is(DOOR)
@throttled("saml", limit=300, per_seconds=60, methods=frozenset({"GET"}))
def login(request: HttpRequest) -> HttpResponse:
    """Always to sign in: nobody is made to tie an account to theirs by following a link."""
    answer: HttpResponse = _provider(request).redirect(
        request, AuthProcess.LOGIN, next_url=get_next_redirect_url(request)
    )
    return answer


@require_GET
@never_cache
@login_required
@only_where_it_is(DOOR)
@reauthentication_required
def connect(request: HttpRequest) -> HttpResponse:
    """Tie the identity one has there to the account one is signed in with."""
    answer: HttpResponse = _provider(request).redirect(request, AuthProcess.CONNECT)
    return answer


@csrf_exempt
@require_POST
@never_cache
@login_not_required
@only_where_it_is(DOOR)
@throttled("saml", limit=300, per_seconds=60)
def answered(request: HttpRequest) -> HttpResponse:
    """The answer, from anywhere: what makes it good is its signature and, one step on, who has asked."""
    from .speaking import Unbelievable, read  # noqa: PLC0415 - loads the library, which may be missing

    try:
        question, assertion, claims = read(_provider(request).app, request.POST.get("SAMLResponse", ""))
    except Unbelievable as error:
        log.warning("An answer by SAML is not good: %s", error)
        return _not_believed(request)
    kept = secrets.token_urlsafe(24)
    arrivals.keep(kept, (question, assertion, claims))
    return HttpResponseRedirect(f"{reverse('saml_finish')}?kept={kept}")


@require_GET
@never_cache
@login_not_required
@only_where_it_is(DOOR)
@throttled("saml", limit=300, per_seconds=60, methods=frozenset({"GET"}))
def finish(request: HttpRequest) -> HttpResponse:
    arrived = arrivals.take(request.GET.get("kept", ""))
    if arrived is None:
        return _not_believed(request)
    question, assertion, claims = arrived
    provider = _provider(request)
    try:
        state = provider.unstash_redirect_state(request, question)
    except PermissionDenied:
        log.warning("An answer by SAML came to a browser that had not asked, or once more.")
        return _not_believed(request)
    if not cache.add(f"saml:used:{identity_of(claims['iss'], assertion)}", 1, _USED_FOR):
        log.warning("An assertion came twice.")
        return _not_believed(request)
    sociallogin = provider.sociallogin_from_response(request, claims)
    sociallogin.state = state
    answer: HttpResponse = complete_social_login(request, sociallogin)
    return answer


@require_GET
@login_not_required
@only_where_it_is(DOOR)
def metadata(request: HttpRequest) -> HttpResponse:
    from .speaking import metadata as described  # noqa: PLC0415 - as above

    return HttpResponse(described(_provider(request).app), content_type="application/samlmetadata+xml")


def _not_believed(request: HttpRequest) -> HttpResponse:
    return refused(request, _("That did not work, or it took too long. Begin again."))
