"""Choosing whose eyes to look through, and coming back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts import actions, policies
from intranet.accounts import view_as as looking
from intranet.accounts.forms import blame
from intranet.accounts.lifecycle_forms import ViewAsForm
from intranet.accounts.models import User, normal_email
from intranet.core.decisions import require
from intranet.core.http import SignedIn


@require_http_methods(["GET", "POST"])
@login_required
def view_as(request: SignedIn) -> HttpResponse:
    """Whose, and why."""
    require(policies.can_administer(request.user))
    form = ViewAsForm(request.POST or None, initial={"who": request.GET.get("who", "")[:120]})
    if request.method == "POST" and form.is_valid():
        try:
            person = _named(form.cleaned_data["who"])
            actions.begin_to_view(person, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            blame(form, error)
        except PermissionDenied as error:
            form.add_error("who", str(error))
        else:
            looking.begin(request.session, person)
            return redirect("/")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/view_as.html", {"form": form}, status=status)


@require_POST
@login_required
def stop(request: SignedIn) -> HttpResponse:
    """Back to one's own eyes. The middleware leaves this address alone, so the admin is who asks."""
    found = looking.end(request.session)
    if found is not None:
        actions.stop_viewing(User.objects.filter(pk=found.person_id).first(), by=request.user)
        messages.success(request, _("You see with your own eyes again."))
    return redirect("accounts:view_as" if request.user.is_admin else "/")


def _named(typed: str) -> User | None:
    typed = typed.strip()
    if not typed:
        return None
    people = User.objects.filter(is_system=False)
    found = (
        people.filter(handle=typed.removeprefix("@").lower()).first()
        or people.filter(email=normal_email(typed)).first()
    )
    if found is None:
        raise ValidationError({"who": _("Nobody is called “%(text)s”.") % {"text": typed[:80]}})
    return found
