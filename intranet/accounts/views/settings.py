"""One's own settings: how one appears, how the house behaves, where one is signed in."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings as site_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts import actions
from intranet.accounts.devices import describe
from intranet.accounts.forms import AccountForm, PublicNameForm, blame
from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn
from intranet.core.models import SiteSettings
from intranet.core.throttle import throttled

A_YEAR = 365 * 24 * 3600


@require_GET
@login_required
def home(request: SignedIn) -> HttpResponse:
    return redirect("accounts:settings_profile")


@require_http_methods(["GET", "POST"])
@login_required
def account(request: SignedIn) -> HttpResponse:
    """Language, time zone, presence, shortcuts; and the doors to the password, the address and the second factor."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_settings(request.user, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            with translation.override(request.user.language):
                messages.success(request, _("Settings saved."))
            return redirect("accounts:settings_account")
    return _account(request, form)


@require_POST
@login_required
@throttled("public_name", limit=10, per_seconds=3600)
def public_name(request: SignedIn) -> HttpResponse:
    """Under which name a customer is read."""
    person = request.user
    form = PublicNameForm.of(person, request.POST)
    if form.is_valid():
        try:
            actions.write_as(person, form.cleaned_data["pseudonym"], by=person)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Settings saved."))
            return redirect("accounts:settings_account")
    person.refresh_from_db()
    return _account(request, AccountForm(instance=person), form)


def _account(request: SignedIn, form: AccountForm, public: PublicNameForm | None = None) -> HttpResponse:
    asked = public or PublicNameForm.of(request.user)
    context = {"form": form, "public_form": asked if request.user.is_customer else None}
    return _page(request, "settings_account", context, public or form)


@require_GET
@login_required
def sessions(request: SignedIn) -> HttpResponse:
    """Where one is signed in."""
    rows = UserSession.objects.purge_and_list(request.user)
    rows.sort(key=lambda row: (row.session_key != request.session.session_key, -row.created_at.timestamp()))
    devices = [
        {"row": row, "name": describe(row.user_agent), "is_this": row.session_key == request.session.session_key}
        for row in rows
    ]
    return _page(request, "settings_sessions", {"devices": devices})


@require_POST
@login_required
def end_one(request: SignedIn, pk: int) -> HttpResponse:
    row = get_object_or_404(UserSession, pk=pk, user=request.user)
    if row.session_key == request.session.session_key:
        raise BadRequest(_("This is the device you are using. Sign out instead."))
    actions.end_session(request.user, pk, by=request.user)
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:settings_sessions")


@require_POST
@login_required
def end_others(request: SignedIn) -> HttpResponse:
    actions.end_other_sessions(request.user, by=request.user, keep=request.session.session_key or "")
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("accounts:settings_sessions")


@require_POST
@login_required
def settle(request: SignedIn) -> HttpResponse:
    """Put the first steps away."""
    actions.change_settings(request.user, by=request.user, has_settled=True)
    return redirect("/")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language switch: a person's own setting, or a guest's cookie; back to where one was."""
    code = request.POST.get("language", "")
    if code not in dict(SiteSettings.current().languages):
        raise BadRequest(_("Choose one of the languages on offer."))
    response = HttpResponseRedirect(_safe_next(request))
    response.set_cookie(
        site_settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR,
        samesite="Lax",
        secure=site_settings.SESSION_COOKIE_SECURE,
    )
    if request.user.is_authenticated:
        actions.change_settings(request.user, by=request.user, language=code)
    return response


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and "/" in wanted else "/"


def _page(request: SignedIn, name: str, context: dict[str, Any], form: Any = None) -> HttpResponse:
    context["settings_tabs"] = tabs_for(f"accounts:{name}")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, f"accounts/{name}.html", context, status=status)
