"""Inviting people, and coming in by invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts import actions, keys, policies
from intranet.accounts.actions.invitations import why_closed
from intranet.accounts.forms import AcceptForm, InviteForm, blame
from intranet.accounts.models import Invitation, User
from intranet.accounts.terms import in_force
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled
from intranet.realtime.units import unit

PAGE = 50
BY = ("-created_at", "-pk")


@require_http_methods(["GET", "POST"])
@login_required
@throttled("invite", limit=200, per_seconds=3600)
def invitations(request: SignedIn) -> HttpResponse:
    """Who was invited, and inviting one more."""
    require(policies.can_invite(request.user))
    form = InviteForm(request.POST or None, inviter=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = _invite(request.user, form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("%(email)s is invited.") % {"email": invitation.email})
            return redirect("accounts:invitations")
    standing = request.GET.get("show") != "all"
    page = keyset_page(_listed(standing), by=BY, cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "form": form,
        "invitations": page.items,
        "next": page.next,
        "standing": standing,
        "query": "" if standing else "show=all",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/invitations.html", context, status=status)


@require_POST
@login_required
@throttled("invite", limit=200, per_seconds=3600)
def resend(request: SignedIn, pk: int) -> HttpResponse:
    invitation = _one(request.user, pk)
    actions.resend_invitation(invitation, by=request.user)
    messages.success(request, _("A new link is on its way to %(email)s.") % {"email": invitation.email})
    return redirect("accounts:invitations")


@require_POST
@login_required
def revoke(request: SignedIn, pk: int) -> HttpResponse:
    invitation = _one(request.user, pk)
    actions.revoke_invitation(invitation, by=request.user)
    messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("accounts:invitations")


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password")
@throttled("accept_invitation", limit=30, per_seconds=600, methods=frozenset({"GET", "POST"}))
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Come in: a name, a password, and one is inside. A link that nobody was sent is a page that is not there."""
    invitation = keys.find_invitation(token)
    if invitation is None:
        raise Http404
    context: dict[str, Any] = {"invitation": invitation, "closed": why_closed(invitation)}
    if context["closed"]:
        return render(request, "accounts/invitation_closed.html", context, status=410)
    if request.user.is_authenticated:
        return render(request, "accounts/invitation_signed_in.html", context)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agreed = form.cleaned_data.pop("agree", False)
            with unit():
                person = actions.accept_invitation(token, language=get_language() or "", **form.cleaned_data)
                if agreed:
                    actions.agree_to_terms(person, [document.pk for document in in_force()], by=person)
        except ValidationError as error:
            blame(form, error)
        except PermissionDenied as error:
            context["closed"] = str(error)
            return render(request, "accounts/invitation_closed.html", context, status=410)
        else:
            messages.success(request, _("Welcome, %(name)s.") % {"name": person.get_short_name()})
            return perform_login(request, person, redirect_url="/", email=person.email)
    context["form"] = form
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/accept.html", context, status=status)


def _invite(inviter: User, asked: dict[str, Any]) -> Invitation:
    shared = {name: asked[name] for name in ("message", "language")} | {"joins": asked.get("joins", [])}
    if asked["kind"] == User.Kind.CUSTOMER:
        return actions.invite_customer(asked["email"], by=inviter, company=asked["company"], **shared)
    return actions.invite_staff(
        asked["email"], by=inviter, role=asked["role"], department=asked["department"], **shared
    )


def _listed(standing: bool) -> QuerySet[Invitation]:
    rows = Invitation.objects.select_related("invited_by", "accepted_by", "company", "department")
    return rows.filter(accepted_at=None, revoked_at=None) if standing else rows


def _one(inviter: User, pk: int) -> Invitation:
    require(policies.can_invite(inviter))
    return get_object_or_404(Invitation.objects.select_related("invited_by"), pk=pk)
