"""Taking one's data along, and leaving for good."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intranet.accounts import actions, handover, policies
from intranet.accounts.forms import blame
from intranet.accounts.lifecycle_forms import ErasureForm
from intranet.accounts.models import DataCopy, Erasure, User
from intranet.accounts.settings_pages import tabs_for
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled


@require_GET
@never_cache
@login_required
def own_data(request: SignedIn) -> HttpResponse:
    """The copies there are, and what is under way."""
    person = request.user
    context = {
        "copies": DataCopy.objects.filter(person=person).exclude(state=DataCopy.State.GONE)[:5],
        "erasure": Erasure.objects.filter(person=person, state=Erasure.State.WAITING).first(),
        "may_erase": policies.can_ask_for_erasure(person, person),
        "form": ErasureForm(),
        "settings_tabs": tabs_for("accounts:own_data"),
    }
    return render(request, "accounts/own_data.html", context)


@require_POST
@login_required
@throttled("own_data", limit=10, per_seconds=3600)
def ask(request: SignedIn) -> HttpResponse:
    try:
        actions.ask_for_copy(request.user, by=request.user)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your copy is being made. You are told in your inbox when it is ready."))
    return redirect("accounts:own_data")


@require_GET
@never_cache
@login_required
@reauthentication_required
def fetch(request: SignedIn, pk: int) -> HttpResponseBase:
    """The file: for the person it is about, within its week, after the password."""
    copy: DataCopy = get_object_or_404(DataCopy, pk=pk, person=request.user)
    if not copy.is_there:
        raise Http404
    try:
        file = default_storage.open(copy.path, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"portico-{request.user.handle}-{copy.asked_at:%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
@login_required
@reauthentication_required
@throttled("own_data", limit=10, per_seconds=3600)
def ask_erasure(request: SignedIn) -> HttpResponse:
    """Ask to be erased; it happens in fourteen days."""
    form = ErasureForm(request.POST)
    try:
        texts_too = bool(form.is_valid() and form.cleaned_data["texts_too"])
        actions.ask_for_erasure(request.user, by=request.user, texts_too=texts_too)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Your account will be erased in 14 days. Until then you can change your mind."))
    return redirect("accounts:own_data")


@require_POST
@login_required
def stay(request: SignedIn) -> HttpResponse:
    erasure = get_object_or_404(Erasure, person=request.user, state=Erasure.State.WAITING)
    actions.take_back_erasure(erasure, by=request.user)
    messages.success(request, _("You stay. Nothing was erased."))
    return redirect("accounts:own_data")


@require_http_methods(["GET", "POST"])
@login_required
def erase(request: SignedIn, handle: str) -> HttpResponse:
    """An admin does it for somebody who asked."""
    person: User = get_visible(User, request.user, handle=handle)
    require(policies.can_administer(request.user))
    waiting = Erasure.objects.filter(person=person, state=Erasure.State.WAITING).first()
    form = ErasureForm(request.POST or None)
    form.fields["reason"].required = True
    if request.method == "POST" and "stay" in request.POST and waiting is not None:
        actions.take_back_erasure(waiting, by=request.user)
        messages.success(request, _("Nothing is erased."))
        return redirect("accounts:standing", person.handle)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_erasure(person, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        except PermissionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s will be erased in 14 days.") % {"name": person})
            return redirect("accounts:erase", person.handle)
    held = [thing for _holding, things in handover.holdings_of(person) for thing in things if thing.needs_successor]
    context = {
        "person": person,
        "form": form,
        "erasure": waiting,
        "held": held,
        "may_erase": policies.can_ask_for_erasure(request.user, person),
    }
    return render(request, "accounts/erase.html", context, status=422 if form.is_bound and form.errors else 200)
