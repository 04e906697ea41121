"""The keys to the API that a person has made."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts import actions
from intranet.accounts.forms import TokenForm, blame
from intranet.accounts.models import ApiToken
from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn
from intranet.core.throttle import throttled


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
@reauthentication_required(allow_get=True)
@throttled("token", limit=20, per_seconds=3600)
def tokens(request: SignedIn) -> HttpResponse:
    """One's tokens, and making one. The secret is in this one answer and nowhere else, so there is no redirect."""
    form = TokenForm(request.POST or None)
    made = secret = None
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = actions.create_token(request.user, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            form = TokenForm()
    context = {
        "form": form,
        "made": made,
        "secret": secret,
        "tokens": ApiToken.objects.filter(person=request.user, revoked_at=None),
        "settings_tabs": tabs_for("accounts:settings_tokens"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/settings_tokens.html", context, status=status)


@require_POST
@login_required
def revoke(request: SignedIn, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.select_related("person"), pk=pk, person=request.user)
    actions.revoke_token(token, by=request.user)
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token})
    return redirect("accounts:settings_tokens")
