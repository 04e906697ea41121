"""Staff notes on a person: a page of their own, which the person they are about has no way to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts import actions, policies
from intranet.accounts.forms import blame
from intranet.accounts.models import StaffNote, User
from intranet.accounts.profile_forms import NoteForm
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled


@require_http_methods(["GET", "POST"])
@login_required
@throttled("notes", limit=60, per_seconds=600)
def notes(request: SignedIn, handle: str) -> HttpResponse:
    person: User = get_visible(User.objects.with_byline(), request.user, handle=handle)
    require(policies.can_keep_notes(request.user, person))
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_note(person, form.cleaned_data["body"], by=request.user)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Note saved."))
            return redirect("accounts:notes", person.handle)
    rows = [
        (note, bool(policies.can_delete_note(request.user, note)))
        for note in actions.read_notes(person, by=request.user)
    ]
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/notes.html", {"person": person, "form": form, "notes": rows}, status=status)


@require_POST
@login_required
def delete(request: SignedIn, handle: str, pk: int) -> HttpResponse:
    person: User = get_visible(User, request.user, handle=handle)
    require(policies.can_keep_notes(request.user, person))
    note = get_object_or_404(StaffNote.objects.select_related("person"), pk=pk, person=person)
    actions.delete_note(note, by=request.user)
    messages.success(request, _("Note deleted."))
    return redirect("accounts:notes", person.handle)
