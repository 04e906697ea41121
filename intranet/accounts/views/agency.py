"""Agency guests: who is here and until when, and inviting one more."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts import actions, policies
from intranet.accounts.forms import blame
from intranet.accounts.lifecycle_forms import AgencyForm, ExtendForm
from intranet.accounts.models import Invitation, User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled

PAGE = 50


@require_http_methods(["GET", "POST"])
@login_required
@throttled("invite", limit=200, per_seconds=3600)
def agency(request: SignedIn) -> HttpResponse:
    """Admins see all of them; an owner of a space those who are in a space of theirs."""
    require(policies.can_invite_agency(request.user))
    form = AgencyForm(request.POST or None, inviter=request.user)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            invitation = actions.invite_agency_guest(
                asked["email"],
                by=request.user,
                joins=asked["joins"],
                until=asked["until"],
                message=asked["message"],
                language=asked["language"],
            )
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("%(email)s is invited.") % {"email": invitation.email})
            return redirect("accounts:agency")
    page = keyset_page(_guests(request.user), by=("access_until", "pk"), cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "form": form,
        "guests": page.items,
        "next": page.next,
        "invitations": _waiting(request.user)[:PAGE],
        "may_extend": bool(policies.can_administer(request.user)),
    }
    return render(request, "accounts/agency.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
@login_required
def extend(request: SignedIn, handle: str) -> HttpResponse:
    person: User = get_visible(User, request.user, handle=handle)
    require(policies.can_extend(request.user, person))
    form = ExtendForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Choose a day to come."))
        actions.extend_access(person, form.cleaned_data["until"], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect("accounts:standing", person.handle)


@require_POST
@login_required
@throttled("invite", limit=200, per_seconds=3600)
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    require(policies.can_invite_agency(request.user))
    invitation = get_object_or_404(_waiting(request.user), pk=pk)
    if "withdraw" in request.POST:
        actions.revoke_invitation(invitation, by=request.user)
        messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    else:
        actions.resend_invitation(invitation, by=request.user)
        messages.success(request, _("A new link is on its way to %(email)s.") % {"email": invitation.email})
    return redirect("accounts:agency")


def _guests(viewer: User) -> QuerySet[User]:
    guests = User.objects.visible_to(viewer).filter(kind=User.Kind.AGENCY, erased_at=None)
    if not viewer.is_admin:
        guests = guests.filter(spaces__memberships__person=viewer, spaces__memberships__role="owner").distinct()
    return guests


def _waiting(viewer: User) -> QuerySet[Invitation]:
    waiting = Invitation.objects.select_related("invited_by").filter(
        kind=User.Kind.AGENCY, accepted_at=None, revoked_at=None
    )
    return waiting if viewer.is_admin else waiting.filter(invited_by=viewer)
